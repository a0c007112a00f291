package dev.freehold.engine.chat.jinja;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** A parsed template. Immutable; the same variables give the same text. */
public final class Template {
    /** Python's None, as a variable's value. */
    public static final Object NONE = Absent.NONE;

    private static final int MAX_SOURCE = 256 << 10;
    private static final long MAX_RANGE = 100_000;
    private final List<Statement> statements;

    private Template(List<Statement> statements) {
        this.statements = List.copyOf(statements);
    }

    /**
     * Reads a template.
     *
     * @throws TemplateRefused naming the line and what is not understood there
     */
    public static Template parse(String source) {
        if (source.length() > MAX_SOURCE) {
            throw new TemplateRefused(
                    "the chat template has " + source.length() + " characters, at most " + MAX_SOURCE + " are read");
        }
        return new Template(new StatementParser(Pieces.of(source)).template());
    }

    /**
     * Writes the text.
     *
     * @param variables texts, booleans, whole numbers as Long, lists and maps of these; a missing name is undefined
     * @throws TemplateRefused if the template calls raise_exception, or wants more than a rendering may use
     */
    public String render(Map<String, Object> variables) {
        Map<String, Object> names = new HashMap<>(variables);
        names.put("raise_exception", (Callable) Template::raised);
        names.put("namespace", (Callable) given -> new Namespace(given.named()));
        names.put("dict", (Callable) given -> new LinkedHashMap<>(given.named()));
        names.put("range", (Callable) Template::range);
        StringBuilder out = new StringBuilder();
        Statement.all(statements, Scope.root(names), out);
        return out.toString();
    }

    private static Object raised(Arguments given) {
        throw given.refuse("the template says: " + PythonText.of(given.require(0, "message")));
    }

    private static Object range(Arguments given) {
        boolean bounds = given.atMost(2).positional().size() == 2;
        Object from = bounds ? given.require(0, "start") : 0L;
        Object to = given.require(bounds ? 1 : 0, "stop");
        if (from instanceof Long first && to instanceof Long end && end - first <= MAX_RANGE) {
            return LongStream.range(first, Math.max(first, end))
                    .<Object>mapToObj(Long::valueOf)
                    .toList();
        }
        throw given.refuse("range asks for whole numbers at most " + MAX_RANGE + " apart");
    }
}
