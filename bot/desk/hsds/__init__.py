"""Our knowledge in the form of HSDS 3, and foreign HSDS 3 as drafts of ours."""
