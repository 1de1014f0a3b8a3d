package reads

import (
	"go/ast"
	"regexp"
	"slices"
)

// asking is what functions are called that only ask: what they try again says nothing of a change.
var asking = regexp.MustCompile(`(?i)(read|describe|get|list|query|wait|refresh)`)

// Retries returns the codes of a service's refusals that a Create function tries again, itself or through functions and
// methods of the same package, in alphabetical order: those of IsExpectedErrors in a condition whose branch ends with
// RetryableError.
func (p *Package) Retries(create string) []string {
	found := map[string]bool{}
	if function := p.functions[create]; function != nil {
		p.retries(function, found, map[*ast.FuncDecl]bool{})
	}
	codes := []string{}
	for code := range found {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	return codes
}

func (p *Package) retries(function *ast.FuncDecl, found map[string]bool, seen map[*ast.FuncDecl]bool) {
	if function.Body == nil || seen[function] {
		return
	}
	seen[function] = true
	scope := newScope(p, function, map[string][]string{})
	ast.Inspect(function.Body, func(node ast.Node) bool {
		switch written := node.(type) {
		case *ast.IfStmt:
			if !mentions(written.Body, "RetryableError") {
				return true
			}
			ast.Inspect(written.Cond, func(part ast.Node) bool {
				if call, ok := part.(*ast.CallExpr); ok && isNamed(call.Fun, "IsExpectedErrors") && len(call.Args) == 2 {
					codes, _ := scope.elements(call.Args[1], false, nil)
					for _, code := range codes {
						found[code] = true
					}
				}
				return true
			})
		case *ast.CallExpr:
			if called := scope.called(written); called != nil && !asking.MatchString(called.Name.Name) {
				p.retries(called, found, seen)
			}
		}
		return true
	})
}

func mentions(body ast.Node, name string) (isThere bool) {
	ast.Inspect(body, func(node ast.Node) bool {
		selector, ok := node.(*ast.SelectorExpr)
		isThere = isThere || (ok && selector.Sel.Name == name)
		return !isThere
	})
	return isThere
}
