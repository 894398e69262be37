from importlib import import_module
from pkgutil import iter_modules

from editor import api


def load(package: str) -> int:
    for module in iter_modules(import_module(package).__path__):
        import_module(f"{package}.{module.name}")
    return len(api.COMMANDS)
