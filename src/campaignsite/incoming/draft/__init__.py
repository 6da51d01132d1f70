"""From what was recognised to a Markdown file with front matter."""
