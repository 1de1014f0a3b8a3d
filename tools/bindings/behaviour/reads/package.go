// Package reads finds the attributes that a provider's Read functions set, and the refusals that its Create functions try
// again. It reads the provider's source code, so it
// needs neither the SDK nor a build.
package reads

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
)

// Package is the source code of a Go package: what can be called, and what names of attributes may be in.
type Package struct {
	functions map[string]*ast.FuncDecl
	// By the method's name, then by the type of its receiver.
	methods map[string]map[string]*ast.FuncDecl
	// Constants and variables by name.
	values map[string]ast.Expr
}

// Load parses the Go files of a folder: not its tests, nor its subfolders. Fails when there are none, or when one of
// them is not Go.
func Load(folder string) (*Package, error) {
	files, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil {
		return nil, err
	}
	result := &Package{
		functions: map[string]*ast.FuncDecl{},
		methods:   map[string]map[string]*ast.FuncDecl{},
		values:    map[string]ast.Expr{},
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		for _, declaration := range file.Decls {
			result.add(declaration)
		}
	}
	if len(result.functions) == 0 {
		return nil, fmt.Errorf("%s: has no Go functions; name the folder of the provider's package, such as alicloud", folder)
	}
	return result, nil
}

func (p *Package) add(declaration ast.Decl) {
	switch declared := declaration.(type) {
	case *ast.FuncDecl:
		name := declared.Name.Name
		if declared.Recv == nil {
			p.functions[name] = declared
			return
		}
		if p.methods[name] == nil {
			p.methods[name] = map[string]*ast.FuncDecl{}
		}
		p.methods[name][typeName(declared.Recv.List[0].Type)] = declared
	case *ast.GenDecl:
		for _, each := range declared.Specs {
			values, ok := each.(*ast.ValueSpec)
			if !ok || len(values.Names) != len(values.Values) {
				continue
			}
			for index, name := range values.Names {
				p.values[name.Name] = values.Values[index]
			}
		}
	}
}

// typeName is the name of a type of this package, or of one that a pointer points to; "" for every other type.
func typeName(expression ast.Expr) string {
	switch written := expression.(type) {
	case *ast.StarExpr:
		return typeName(written.X)
	case *ast.Ident:
		return written.Name
	}
	return ""
}
