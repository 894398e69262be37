"""Lines, columns and functions of files that were judged, looked up again to be shown beside an answer."""
