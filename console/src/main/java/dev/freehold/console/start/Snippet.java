package dev.freehold.console.start;

/**
 * A first call, ready to be copied.
 *
 * @param python with OpenAI's own client
 * @param curl without any client
 */
public record Snippet(String model, String python, String curl) {
    private static final String HEAD = """
            import os
            from openai import OpenAI

            client = OpenAI(
                base_url="%s",
                api_key=os.environ["FREEHOLD_KEY"],
            )
            """;

    static Snippet of(String baseUrl, String model, String task) {
        Call call = call(task);
        String python = HEAD.formatted(baseUrl) + "\n" + call.python.formatted(model);
        String body = call.body.formatted(model);
        String curl = """
                curl %s%s \\
                  -H "Authorization: Bearer $FREEHOLD_KEY" \\
                  -H "Content-Type: application/json" \\
                  -d '%s'
                """.formatted(baseUrl, call.path, body);
        return new Snippet(model, python.strip(), curl.strip());
    }

    private static Call call(String task) {
        return switch (task) {
            case "embeddings" ->
                new Call("/embeddings", """
                        answer = client.embeddings.create(
                            model="%s",
                            input=["My transfer never arrived."],
                        )
                        print(len(answer.data[0].embedding))
                        """, "{\"model\": \"%s\", \"input\": \"My transfer never arrived.\"}");
            case "classify" ->
                new Call("/classify", """
                        answer = client.post(
                            "/classify",
                            body={"model": "%s", "input": "My transfer never arrived."},
                            cast_to=object,
                        )
                        print(answer["data"][0]["label"])
                        """, "{\"model\": \"%s\", \"input\": \"My transfer never arrived.\"}");
            case "completions" ->
                new Call(
                        "/completions",
                        """
                        answer = client.completions.create(
                            model="%s",
                            prompt="Once upon a time",
                            max_tokens=64,
                        )
                        print(answer.choices[0].text)
                        """,
                        "{\"model\": \"%s\", \"prompt\": \"Once upon a time\", \"max_tokens\": 64}");
            default ->
                new Call(
                        "/chat/completions",
                        """
                        answer = client.chat.completions.create(
                            model="%s",
                            messages=[{"role": "user", "content": "Say hello."}],
                        )
                        print(answer.choices[0].message.content)
                        """,
                        "{\"model\": \"%s\", \"messages\": [{\"role\": \"user\", \"content\": \"Say hello.\"}]}");
        };
    }

    /** Where a task is asked, and with what. */
    private record Call(String path, String python, String body) {}
}
