"""Finds what a method and path ask for; SnelStart's paths do not mind upper or lower case."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from snelstart_simulator.call import Answer, Call

Handler = Callable[[Call], Answer]


@dataclass(frozen=True, slots=True)
class Route:
    """An operation of the API and the scopes that a token needs for it."""

    method: str
    template: str
    scopes: tuple[str, ...]
    handler: Handler

    @property
    def name(self) -> str:
        """How call counts name the operation."""
        return f"{self.method} {self.template}"

    @property
    def resource(self) -> str:
        """The first word of the path."""
        return self.template.split("/")[1]


class _Node:
    def __init__(self) -> None:
        self.children: dict[str, _Node] = {}
        self.any_child: _Node | None = None
        self.routes: dict[str, Route] = {}


class Router:
    """All routes as a tree of path segments, in which a fixed segment goes before a parameter."""

    def __init__(self, routes: Iterable[Route]) -> None:
        self._root = _Node()
        for route in routes:
            node = self._root
            for segment in _segments(route.template):
                if segment.startswith("{"):
                    node.any_child = node.any_child or _Node()
                    node = node.any_child
                else:
                    node = node.children.setdefault(segment.lower(), _Node())
            node.routes[route.method] = route

    def match(self, method: str, path: str) -> tuple[Route, tuple[str, ...]] | None:
        """Find the route and the values of its parameters, as they were written in the path."""
        return _match(self._root, method, segments=_segments(path), parameters=())


def _segments(path: str) -> list[str]:
    return path.strip("/").split("/")


def _match(
    node: _Node, method: str, *, segments: list[str], parameters: tuple[str, ...]
) -> tuple[Route, tuple[str, ...]] | None:
    if not segments:
        route = node.routes.get(method)
        return (route, parameters) if route else None
    first, rest = segments[0], segments[1:]
    fixed = node.children.get(first.lower())
    found = _match(fixed, method, segments=rest, parameters=parameters) if fixed else None
    if found is None and node.any_child is not None:
        found = _match(node.any_child, method, segments=rest, parameters=(*parameters, first))
    return found
