package reads

import (
	"go/ast"
	"go/token"
	"slices"
	"strconv"
)

// scope knows what the names in one function stand for. It does not tell variables of the same name apart, other than
// those of loops.
type scope struct {
	source   *Package
	function *ast.FuncDecl
	// Parameters that are known texts.
	given map[string][]string
	// Everything that is assigned to a variable.
	assigned map[string][]ast.Expr
	// Keys that are assigned to in a map, as in m["name"] = value.
	keys  map[string][]ast.Expr
	loops []loop
	// Variables of which the type is being looked up.
	typing map[string]bool
}

// loop is a variable that takes one value after another within a part of the function.
type loop struct {
	variable string
	from, to token.Pos
	// What the loop goes through, and whether the variable is its key.
	over  ast.Expr
	isKey bool
}

func newScope(source *Package, function *ast.FuncDecl, given map[string][]string) *scope {
	s := &scope{
		source:   source,
		function: function,
		given:    given,
		assigned: map[string][]ast.Expr{},
		keys:     map[string][]ast.Expr{},
		typing:   map[string]bool{},
	}
	ast.Inspect(function.Body, func(node ast.Node) bool {
		switch statement := node.(type) {
		case *ast.AssignStmt:
			s.assign(statement)
		case *ast.ValueSpec:
			for index, value := range statement.Values {
				s.assigned[statement.Names[index].Name] = append(s.assigned[statement.Names[index].Name], value)
			}
		case *ast.RangeStmt:
			s.loop(statement.Key, statement, true)
			s.loop(statement.Value, statement, false)
		}
		return true
	})
	return s
}

func (s *scope) assign(statement *ast.AssignStmt) {
	for index, target := range statement.Lhs {
		// Of a call with several results only the first has an expression, which serves for its type.
		if index >= len(statement.Rhs) {
			break
		}
		value := statement.Rhs[index]
		switch written := target.(type) {
		case *ast.Ident:
			s.assigned[written.Name] = append(s.assigned[written.Name], value)
		case *ast.IndexExpr:
			if holder, ok := written.X.(*ast.Ident); ok {
				s.keys[holder.Name] = append(s.keys[holder.Name], written.Index)
			}
		}
	}
}

func (s *scope) loop(variable ast.Expr, statement *ast.RangeStmt, isKey bool) {
	if name, ok := variable.(*ast.Ident); ok {
		body := statement.Body
		s.loops = append(s.loops, loop{variable: name.Name, from: body.Pos(), to: body.End(), over: statement.X, isKey: isKey})
	}
}

// texts are the strings that an expression may be. They are known when there are no others.
func (s *scope) texts(expression ast.Expr) (texts []string, known bool) {
	return s.textsWithin(expression, nil)
}

// textsWithin is texts, on the way to which some variables have been looked up already: one may be made of itself.
func (s *scope) textsWithin(expression ast.Expr, asked []string) ([]string, bool) {
	switch written := expression.(type) {
	case *ast.BasicLit:
		text, err := strconv.Unquote(written.Value)
		return []string{text}, err == nil && written.Kind == token.STRING
	case *ast.ParenExpr:
		return s.textsWithin(written.X, asked)
	case *ast.BinaryExpr:
		return s.joined(written, asked)
	case *ast.Ident:
		if slices.Contains(asked, written.Name) {
			return nil, false
		}
		return s.named(written, append(asked, written.Name))
	}
	return nil, false
}

func (s *scope) joined(sum *ast.BinaryExpr, asked []string) (texts []string, known bool) {
	if sum.Op != token.ADD {
		return nil, false
	}
	left, leftKnown := s.textsWithin(sum.X, asked)
	right, rightKnown := s.textsWithin(sum.Y, asked)
	for _, first := range left {
		for _, second := range right {
			texts = append(texts, first+second)
		}
	}
	return texts, leftKnown && rightKnown
}

// named are the strings that a name may stand for: the innermost loop's, a parameter's, a variable's, a constant's.
func (s *scope) named(name *ast.Ident, asked []string) ([]string, bool) {
	for _, around := range slices.Backward(s.loops) {
		if around.variable == name.Name && around.from <= name.Pos() && name.Pos() < around.to {
			return s.elements(around.over, around.isKey, asked)
		}
	}
	if texts, ok := s.given[name.Name]; ok {
		return texts, true
	}
	if assigned := s.assigned[name.Name]; len(assigned) > 0 {
		return s.all(assigned, asked)
	}
	if value := s.source.values[name.Name]; value != nil {
		return s.textsWithin(value, asked)
	}
	return nil, false
}

// elements are the strings that a loop goes through: a slice's elements, or a map's keys.
func (s *scope) elements(over ast.Expr, isKey bool, asked []string) ([]string, bool) {
	switch written := over.(type) {
	case *ast.CompositeLit:
		return s.listed(written, isKey, asked)
	case *ast.Ident:
		if slices.Contains(asked, written.Name) {
			return nil, false
		}
		asked = append(asked, written.Name)
		holders := s.assigned[written.Name]
		if value := s.source.values[written.Name]; len(holders) == 0 && value != nil {
			holders = []ast.Expr{value}
		}
		texts, known := []string{}, len(holders) > 0
		for _, holder := range holders {
			more, moreKnown := s.elements(holder, isKey, asked)
			texts, known = append(texts, more...), known && moreKnown
		}
		if isKey {
			more, moreKnown := s.all(s.keys[written.Name], asked)
			texts, known = append(texts, more...), known && moreKnown
		}
		return texts, known
	case *ast.CallExpr:
		// make(map[string]…): its keys are assigned later.
		return nil, isNamed(written.Fun, "make")
	}
	return nil, false
}

func (s *scope) listed(list *ast.CompositeLit, isKey bool, asked []string) ([]string, bool) {
	var elements []ast.Expr
	for _, element := range list.Elts {
		pair, isPair := element.(*ast.KeyValueExpr)
		switch {
		case isKey && isPair:
			elements = append(elements, pair.Key)
		case isKey:
			// A slice's keys are numbers.
			return nil, false
		case isPair:
			elements = append(elements, pair.Value)
		default:
			elements = append(elements, element)
		}
	}
	return s.all(elements, asked)
}

func (s *scope) all(expressions []ast.Expr, asked []string) (texts []string, known bool) {
	known = true
	for _, expression := range expressions {
		more, moreKnown := s.textsWithin(expression, asked)
		texts, known = append(texts, more...), known && moreKnown
	}
	return texts, known
}
