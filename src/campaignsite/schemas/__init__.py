"""What others need to know about front matter: JSON Schemas for editors and checkers, the forms of a CMS."""
