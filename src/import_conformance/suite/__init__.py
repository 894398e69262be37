"""The suite of pytest: one test function for each kind of law.

`pytest --pyargs import_conformance.suite` collects the modules `test_*`. A folder `conformance/` of a project imports
the groups instead (`layers`, `obligations`, `conventions`, `rules`, `baseline`, `contracts`), each with a star: a
function that a later version adds joins one of them, so that no law is left out there. The group `rules` takes the
laws that have no function of their own.
"""
