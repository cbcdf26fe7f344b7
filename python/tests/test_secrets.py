from __future__ import annotations

import pytest

from cnnprov._secrets import is_secret, masked, masked_command

SECRETS = [
    "password=hunter2",
    "DB_PASSWORD: 'hunter2'",
    '"api_key": "0123456789abcdef"',
    "api-key=0123456789abcdef",
    "HF_TOKEN=hf_abcdefghijklmnopqrstuvwxyz",
    "+    token = 'abcdefgh12345678'",
    "AWS_SECRET_ACCESS_KEY=abcd/efgh1234+5678",
    "AKIAABCDEFGHIJKLMNOP",
    "ghp_abcdefghijklmnopqrstuvwxyz0123456789",
    "sk-proj-abcdefghijklmnopqrstuvwxyz",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-def",
    "Authorization: Bearer abcdefgh12345678",
    "https://alice:hunter2@example.org/data",
    "http://host:22000/t/abcdefgh12345678/api",
    "-----BEGIN RSA PRIVATE KEY-----\nMIIabcdefgh12345678\n-----END RSA PRIVATE KEY-----",
]
HIDDEN = ("hunter2", "abcdefgh", "0123456789", "1234+5678", "ABCDEFGH", "abc-def")

HARMLESS = [
    "num_tokens = 1024",
    "tokenizer = 'gpt2-medium'",
    "max_token: 512",
    "author=Alice Adams-Smith",
    "learning_rate=0.001",
    "key=value and secretary=somebody",
    "https://example.org:8080/path@2",
]


@pytest.mark.parametrize("text", SECRETS)
def test_what_looks_like_a_secret_is_masked(text: str) -> None:
    shown = masked(text)
    assert "***" in shown
    assert not any(secret in shown for secret in HIDDEN)


@pytest.mark.parametrize("text", HARMLESS)
def test_other_text_stays_as_it_is(text: str) -> None:
    assert masked(text) == text


def test_the_value_behind_a_secret_option_is_masked() -> None:
    command = ["train.py", "--api-key", "x1", "--lr", "0.1", "--password=p", "--tokenizer", "bpe"]
    shown = ["train.py", "--api-key", "***", "--lr", "0.1", "--password=***", "--tokenizer", "bpe"]
    assert masked_command(command) == shown


def test_names_of_secrets_are_told_from_others() -> None:
    assert [is_secret(name) for name in ("API_KEY", "db_password", "HF_TOKEN")] == [True] * 3
    assert [is_secret(name) for name in ("TOKENIZERS_PARALLELISM", "KEYS", "LR")] == [False] * 3
