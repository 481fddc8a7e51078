"""Starting everything on one machine (`script/server`)."""
