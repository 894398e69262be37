from editor.api import command
from editor.plugins.export.html import to_html

command("export")(to_html)
