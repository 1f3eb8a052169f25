"""What the readers of paged formats share: a page as it looks, and the way from pages to blocks."""
