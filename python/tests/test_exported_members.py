import cnnprov


def test_every_exported_name_exists_and_names_are_sorted() -> None:
    assert sorted(cnnprov.__all__, key=str.lower) == sorted(cnnprov.__all__, key=str.lower)
    for name in cnnprov.__all__:
        assert getattr(cnnprov, name) is not None
