package reads

import (
	"fmt"
	"go/ast"
	"go/token"
	"slices"
)

// Attributes returns the names that a Read function sets with d.Set, itself or through functions and methods of the same
// package that it hands d to. A name need not be a literal: it may be a constant, a parameter, or what a loop goes
// through. Names that come from elsewhere, such as an answer of the service, are not found. A function that the
// package does not have sets nothing.
func (p *Package) Attributes(read string) map[string]bool {
	found := map[string]bool{}
	if function := p.functions[read]; function != nil {
		search := search{source: p, found: found, seen: map[string]bool{}}
		search.follow(function, 0, map[string][]string{})
	}
	return found
}

type search struct {
	source *Package
	found  map[string]bool
	// Calls that have been followed, each with its arguments: functions call each other.
	seen map[string]bool
}

// follow searches a function of which the parameter number `data` is the resource's data. `given` are the values of
// those parameters that are known texts.
func (s search) follow(function *ast.FuncDecl, data int, given map[string][]string) {
	parameters := parameterNames(function)
	if function.Body == nil || data >= len(parameters) {
		return
	}
	call := callKey(function, data, given)
	if s.seen[call] {
		return
	}
	s.seen[call] = true
	scope := newScope(s.source, function, given)
	name := parameters[data]
	ast.Inspect(function.Body, func(node ast.Node) bool {
		call, ok := node.(*ast.CallExpr)
		if !ok {
			return true
		}
		if isSet(call, name) {
			texts, _ := scope.texts(call.Args[0])
			for _, text := range texts {
				s.found[text] = true
			}
			return true
		}
		handed := slices.IndexFunc(call.Args, func(argument ast.Expr) bool { return isNamed(argument, name) })
		if called := scope.called(call); handed >= 0 && called != nil {
			s.follow(called, handed, scope.arguments(call, called))
		}
		return true
	})
}

// isSet tells whether a call is d.Set(name, value).
func isSet(call *ast.CallExpr, data string) bool {
	method, ok := call.Fun.(*ast.SelectorExpr)
	return ok && method.Sel.Name == "Set" && isNamed(method.X, data) && len(call.Args) == 2
}

func isNamed(expression ast.Expr, name string) bool {
	identifier, ok := expression.(*ast.Ident)
	return ok && identifier.Name == name
}

func parameterNames(function *ast.FuncDecl) (names []string) {
	for _, field := range function.Type.Params.List {
		for _, name := range field.Names {
			names = append(names, name.Name)
		}
	}
	return names
}

// callKey is the same for two calls of which the second finds nothing new.
func callKey(function *ast.FuncDecl, data int, given map[string][]string) string {
	receiver := ""
	if function.Recv != nil {
		receiver = typeName(function.Recv.List[0].Type)
	}
	// Maps are printed in the order of their keys.
	return fmt.Sprintf("%s.%s %d %q", receiver, function.Name.Name, data, given)
}

// called is the function or method of the package that a call is of; nil for others.
func (s *scope) called(call *ast.CallExpr) *ast.FuncDecl {
	switch callee := call.Fun.(type) {
	case *ast.Ident:
		return s.source.functions[callee.Name]
	case *ast.SelectorExpr:
		candidates := s.source.methods[callee.Sel.Name]
		if receiver, ok := callee.X.(*ast.Ident); ok {
			if method := candidates[s.typeOf(receiver.Name)]; method != nil {
				return method
			}
		}
		// The type of the receiver is not told where it is made, and need not be.
		if len(candidates) == 1 {
			for _, method := range candidates {
				return method
			}
		}
	}
	return nil
}

// arguments are the texts that a call hands over, by the name of the parameter.
func (s *scope) arguments(call *ast.CallExpr, called *ast.FuncDecl) map[string][]string {
	given := map[string][]string{}
	for index, name := range parameterNames(called) {
		if index >= len(call.Args) {
			break
		}
		if texts, known := s.texts(call.Args[index]); known {
			given[name] = texts
		}
	}
	return given
}

// typeOf is the type of this package that a variable has, as far as its first assignment tells: T{…}, &T{…}, or the
// result of a function.
func (s *scope) typeOf(variable string) string {
	if receiver := s.function.Recv; receiver != nil && len(receiver.List[0].Names) == 1 {
		if receiver.List[0].Names[0].Name == variable {
			return typeName(receiver.List[0].Type)
		}
	}
	// A variable may be made of itself, as in a = a.With(b).
	if s.typing[variable] {
		return ""
	}
	s.typing[variable] = true
	defer delete(s.typing, variable)
	for _, assigned := range s.assigned[variable] {
		if name := s.made(assigned); name != "" {
			return name
		}
	}
	return ""
}

func (s *scope) made(expression ast.Expr) string {
	switch written := expression.(type) {
	case *ast.CompositeLit:
		return typeName(written.Type)
	case *ast.UnaryExpr:
		if written.Op == token.AND {
			return s.made(written.X)
		}
	case *ast.CallExpr:
		if maker := s.called(written); maker != nil && maker.Type.Results != nil {
			return typeName(maker.Type.Results.List[0].Type)
		}
	}
	return ""
}
