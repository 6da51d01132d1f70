"""From blocks to what they say: title, dateline, quotes, agencies, figures, contacts, standing texts."""
