"""What others' programs made of an author's articles (feeds, exports, pages, notebooks), read into markdown. Pure: bytes in, values out."""
