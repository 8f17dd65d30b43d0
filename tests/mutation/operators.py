"""The closed list of mistakes: each is one small change of a source that a tired programmer could have made.

What is left out on purpose: words and messages (a test of each is a test of sentences), annotations, decorators,
docstrings, and the bodies of classes outside their methods.
"""

import ast
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass

OPPOSITES: Mapping[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip
TWINS = {"all": "any", "any": "all", "min": "max", "max": "min"}
CONDITIONS = {"where", "and_", "or_", "filter_by"}  # calls whose arguments all have to hold
STEPS = {"with_for_update", "order_by", "limit", "casefold", "strip", "lower"}  # calls that a chain could lack
SKIPPED = {"annotation", "returns", "decorator_list", "type_params", "bases"}


@dataclass(frozen=True)
class Mutant:
    """One mistake: where it is and what it changes, as stands in docs/mutants.md."""

    module: str
    scope: str  # the function, Class.method, or the constant
    change: str


Place = tuple[ast.AST, str, int | None, ast.AST]  # parent, field, index in a list, node


def mutants(module: str, tree: ast.Module) -> Iterator[tuple[Mutant, bool]]:
    """Yield each mutant, and whether it is in a function; until the next one is asked for, the tree is wrong so."""
    for scope, part, is_function in _scopes(tree):
        seen: dict[str, int] = {}
        for parent, field, index, node in list(_places(part)):
            for other in _changed(node):
                change = f"{_text(node)} → {_text(other)}"
                seen[change] = seen.get(change, 0) + 1
                again = f" ({seen[change]})" if seen[change] > 1 else ""
                _put(parent, field, index, other)
                yield Mutant(module, scope, change + again), is_function
                _put(parent, field, index, node)


def _scopes(tree: ast.Module) -> Iterator[tuple[str, ast.AST, bool]]:
    for part in tree.body:
        if isinstance(part, ast.FunctionDef):
            yield part.name, part, True
        elif isinstance(part, ast.ClassDef):
            for method in part.body:
                if isinstance(method, ast.FunctionDef):
                    yield f"{part.name}.{method.name}", method, True
        elif isinstance(part, ast.Assign | ast.AnnAssign):
            yield ", ".join(targets(part)), part, False


def targets(part: ast.stmt) -> list[str]:
    """The names that a statement of a module gives a value to."""
    given = part.targets if isinstance(part, ast.Assign) else [part.target] if isinstance(part, ast.AnnAssign) else []
    return [node.id for target in given for node in ast.walk(target) if isinstance(node, ast.Name)]


def _places(part: ast.AST) -> Iterator[Place]:
    for field, value in ast.iter_fields(part):
        if field in SKIPPED:
            continue
        for index, node in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(node, ast.AST):
                yield part, field, index, node
                yield from _places(node)


def _put(parent: ast.AST, field: str, index: int | None, node: ast.AST) -> None:
    if index is None:
        setattr(parent, field, node)
    else:
        getattr(parent, field)[index] = node


def _text(node: ast.AST) -> str:
    if isinstance(node, ast.comprehension):
        node = ast.ListComp(ast.Name("…"), [node])
    return " ".join(ast.unparse(node).split())[:120].replace("|", "or")


def _changed(node: ast.AST) -> Iterator[ast.AST]:
    for change in CHANGES.get(type(node), ()):
        yield from change(node)


def _like(node: ast.AST, **fields: object) -> ast.AST:
    other = deepcopy(node)
    for name, value in fields.items():
        setattr(other, name, value)
    return ast.fix_missing_locations(other)


def _compare(node: ast.Compare) -> Iterator[ast.AST]:
    for place, operator in enumerate(node.ops):
        opposite = OPPOSITES[type(operator)]()
        yield _like(node, ops=[*node.ops[:place], opposite, *node.ops[place + 1 :]])


def _bool_op(node: ast.BoolOp) -> Iterator[ast.AST]:
    yield _like(node, op=OPPOSITES[type(node.op)]())
    for place in range(len(node.values)):
        rest = [deepcopy(value) for each, value in enumerate(node.values) if each != place]
        yield rest[0] if len(rest) == 1 else _like(node, values=rest)


def _operator(node: ast.BinOp | ast.AugAssign) -> Iterator[ast.AST]:
    if type(node.op) in OPPOSITES and not _is_words(node):
        yield _like(node, op=OPPOSITES[type(node.op)]())


def _is_words(node: ast.BinOp | ast.AugAssign) -> bool:
    return any(isinstance(part, ast.JoinedStr | ast.List | ast.Tuple) for part in ast.iter_child_nodes(node))


def _unary(node: ast.UnaryOp) -> Iterator[ast.AST]:
    yield deepcopy(node.operand)


def _constant(node: ast.Constant) -> Iterator[ast.AST]:
    if isinstance(node.value, bool):
        yield _like(node, value=not node.value)
    elif isinstance(node.value, int | float):
        yield _like(node, value=node.value + 1)


def _call(node: ast.Call) -> Iterator[ast.AST]:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if name in TWINS and isinstance(node.func, ast.Name):
        yield _like(node, func=ast.Name(TWINS[name], ast.Load()))
    if name in CONDITIONS and len(node.args) > 1:
        for place in range(len(node.args)):
            yield _like(node, args=[deepcopy(each) for n, each in enumerate(node.args) if n != place])
    if name in STEPS and isinstance(node.func, ast.Attribute):
        yield deepcopy(node.func.value)


def _test(node: ast.If | ast.IfExp | ast.While) -> Iterator[ast.AST]:
    if not isinstance(node.test, ast.Compare | ast.BoolOp | ast.UnaryOp):
        yield _like(node, test=ast.UnaryOp(ast.Not(), deepcopy(node.test)))


def _comprehension(node: ast.comprehension) -> Iterator[ast.AST]:
    for place in range(len(node.ifs)):
        yield _like(node, ifs=[deepcopy(each) for n, each in enumerate(node.ifs) if n != place])


def _statement(node: ast.stmt) -> Iterator[ast.AST]:
    does = isinstance(node, ast.Raise | ast.AugAssign)
    does |= isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
    does |= isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Attribute)
    if does:
        yield ast.copy_location(ast.Pass(), node)


CHANGES: Mapping[type[ast.AST], tuple[Callable[..., Iterator[ast.AST]], ...]] = {
    ast.Compare: (_compare,),
    ast.BoolOp: (_bool_op,),
    ast.BinOp: (_operator,),
    ast.AugAssign: (_operator, _statement),
    ast.UnaryOp: (_unary,),
    ast.Constant: (_constant,),
    ast.Call: (_call,),
    ast.If: (_test,),
    ast.IfExp: (_test,),
    ast.While: (_test,),
    ast.comprehension: (_comprehension,),
    ast.Expr: (_statement,),
    ast.Raise: (_statement,),
    ast.Assign: (_statement,),
}
