"""A gate on raw bytes: throws away the page that plainly is not about AI in film and television, before it is parsed."""

import re

_AI = re.compile(rb"\bA\.?I\b|artificial|generative|machine.learning|neural|deepfake|synthetic|diffusion|algorithm|chatbot|gpt|openai|sora|prompt", re.I)


def looks_relevant(body: bytes) -> bool:
    """Whether the page may be about AI in film and television. False only where it plainly is not."""
    return bool(_AI.search(body))
