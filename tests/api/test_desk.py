def test_the_page_has_a_form(client):
    page = client.get("/").text
    assert '<textarea id="text" name="text"' in page
    assert "Was it really them on the line?" in page


def test_the_form_is_answered_on_the_page(client):
    page = client.post(
        "/", data={"text": "The singer said the president rang her. The Kremlin denied that there was a call."}
    )
    assert page.status_code == 200
    assert "What to check next" in page.text


def test_what_is_wrong_is_said_above_the_form(client):
    page = client.post("/", data={"text": "  "})
    assert page.status_code == 422
    assert "The text is empty" in page.text


def test_a_text_is_shown_as_text(client):
    page = client.post("/", data={"text": "<script>alert(1)</script> rang"}).text
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; rang" in page


def test_nothing_comes_from_elsewhere(client):
    headers = client.get("/").headers
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert headers["X-Content-Type-Options"] == "nosniff"
