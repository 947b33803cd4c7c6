"""Languages by script and by their commonest words."""

from __future__ import annotations

import pytest

from bot.text.language import detect


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("We show that the model is better than what we had before, and it is fast.", "en"),
        ("Wir zeigen, dass das Modell besser ist als die anderen und nicht mehr Speicher braucht.", "de"),
        ("Nous montrons que le modèle est plus rapide que les autres et ne coûte pas plus.", "fr"),
        ("Mostramos que el modelo es más rápido que los otros y no cuesta más.", "es"),
        ("Mostramos que o modelo é mais rápido do que os outros e não custa mais.", "pt"),
        ("Мы показываем, что модель быстрее других.", "ru"),
        ("このモデルは他のモデルより速いことを示します。", "ja"),
        ("我们证明该模型比其他模型更快。", "zh"),
        ("이 모델은 다른 모델보다 빠릅니다.", "ko"),
        ("نُظهر أن النموذج أسرع من غيره.", "ar"),
        ("```python\nfor x in range(10): pass\n```\n我们证明该模型更快。", "zh"),
        ("", "en"),
        ("12345 !!!", "en"),
    ],
)
def test_detects(text: str, code: str) -> None:
    assert detect(text) == code
