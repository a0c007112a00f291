package dev.freehold.engine.chat.jinja;

import dev.freehold.engine.chat.jinja.Expression.Given;
import dev.freehold.engine.chat.jinja.Expression.Literal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads expressions from words, with Jinja's precedence: tests and filters bind closest, the inline if loosest. */
final class ExpressionParser {
    private static final int MAX_DEPTH = 100;
    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=", "in");
    private static final Set<String> WORDS = Set.of("and", "or", "not", "if", "else", "in", "is");
    private static final Map<String, Object> CONSTANTS = Map.of(
            "true", true, "True", true, "false", false, "False", false, "none", Absent.NONE, "None", Absent.NONE);
    private static final Literal NONE = new Literal(Absent.NONE);

    private final List<Word> words;
    private final int line;
    private int at;
    private int depth;

    ExpressionParser(String code, int line) {
        this.words = Word.of(code, line);
        this.line = line;
    }

    Word peek() {
        return words.get(at);
    }

    Word next() {
        Word word = words.get(at);
        at = Math.min(at + 1, words.size() - 1);
        return word;
    }

    boolean take(String operator) {
        boolean there = peek().is(operator);
        if (there) {
            next();
        }
        return there;
    }

    void expect(String operator) {
        if (!take(operator)) {
            throw refuse("expected " + operator + ", found " + peek().text());
        }
    }

    String name() {
        Word word = next();
        if (word.kind() != Word.Kind.NAME || WORDS.contains(word.text())) {
            throw refuse("expected a name, found " + word.text());
        }
        return word.text();
    }

    void end() {
        if (peek().kind() != Word.Kind.END) {
            throw refuse("did not expect " + peek().text());
        }
    }

    TemplateRefused refuse(String what) {
        return TemplateRefused.at(line, what);
    }

    Expression expression() {
        depth++;
        if (depth > MAX_DEPTH) {
            throw refuse("an expression is nested more than " + MAX_DEPTH + " deep");
        }
        Expression value = or();
        while (take("if")) {
            Expression condition = or();
            Expression otherwise = take("else") ? expression() : new Literal(Absent.UNDEFINED);
            value = new Expression.Choice(condition, value, otherwise);
        }
        depth--;
        return value;
    }

    /** An expression without an inline if: in a loop's head, {@code if} starts the filter. */
    Expression or() {
        Expression left = and();
        while (take("or")) {
            left = new Expression.Logical(false, left, and());
        }
        return left;
    }

    private Expression and() {
        Expression left = not();
        while (take("and")) {
            left = new Expression.Logical(true, left, not());
        }
        return left;
    }

    private Expression not() {
        boolean negated = false;
        while (take("not")) {
            negated = !negated;
        }
        Expression compared = comparison();
        return negated ? new Expression.Not(compared) : compared;
    }

    private Expression comparison() {
        Expression left = sum();
        if (COMPARISONS.contains(peek().text()) && peek().kind() != Word.Kind.TEXT) {
            String operator = next().text();
            left = new Expression.Binary(line, operator, left, sum());
        } else if (peek().is("not") && words.get(at + 1).is("in")) {
            next();
            next();
            left = new Expression.Not(new Expression.Binary(line, "in", left, sum()));
        }
        if (COMPARISONS.contains(peek().text()) && peek().kind() != Word.Kind.TEXT) {
            throw refuse("chained comparisons are not understood: join them with and");
        }
        return left;
    }

    private Expression sum() {
        Expression left = joined();
        while (peek().is("+") || peek().is("-")) {
            left = new Expression.Binary(line, next().text(), left, joined());
        }
        return left;
    }

    private Expression joined() {
        Expression left = product();
        while (take("~")) {
            left = new Expression.Binary(line, "~", left, product());
        }
        return left;
    }

    private Expression product() {
        Expression left = unary();
        while (peek().is("*") || peek().is("/") || peek().is("//") || peek().is("%")) {
            left = new Expression.Binary(line, next().text(), left, unary());
        }
        return left;
    }

    private Expression unary() {
        if (take("-")) {
            return filters(new Expression.Binary(line, "-", new Literal(0L), members(primary())));
        }
        take("+");
        return filters(members(primary()));
    }

    private Expression primary() {
        Word word = next();
        return switch (word.kind()) {
            case TEXT -> new Literal(word.text());
            case WHOLE -> new Literal(whole(word.text()));
            case REAL -> new Literal(Double.valueOf(word.text()));
            case NAME -> named(word.text());
            case OPERATOR -> bracketed(word);
            case END -> throw refuse("an expression ends too early");
        };
    }

    private long whole(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw refuse("the number " + digits + " is too large");
        }
    }

    private Expression named(String name) {
        if (WORDS.contains(name)) {
            throw refuse("did not expect " + name);
        }
        Object constant = CONSTANTS.get(name);
        return constant == null ? new Expression.Name(name) : new Literal(constant);
    }

    private Expression bracketed(Word word) {
        if (word.is("(")) {
            Expression first = expression();
            if (peek().is(",")) {
                List<Expression> items = new ArrayList<>(List.of(first));
                while (take(",") && !peek().is(")")) {
                    items.add(expression());
                }
                first = new Expression.ListOf(items);
            }
            expect(")");
            return first;
        }
        if (word.is("[")) {
            List<Expression> items = new ArrayList<>();
            while (!take("]")) {
                items.add(expression());
                if (!peek().is("]")) {
                    expect(",");
                }
            }
            return new Expression.ListOf(items);
        }
        if (word.is("{")) {
            return map();
        }
        throw refuse("did not expect " + word.text());
    }

    private Expression map() {
        List<Expression> keys = new ArrayList<>();
        List<Expression> values = new ArrayList<>();
        while (!take("}")) {
            keys.add(expression());
            expect(":");
            values.add(expression());
            if (!peek().is("}")) {
                expect(",");
            }
        }
        return new Expression.MapOf(line, keys, values);
    }

    private Expression members(Expression start) {
        Expression value = start;
        while (true) {
            if (take(".")) {
                value = new Expression.Member(line, value, new Literal(next().text()));
            } else if (take("[")) {
                value = subscript(value);
            } else if (peek().is("(")) {
                value = new Expression.Call(value, given());
            } else {
                return value;
            }
        }
    }

    private Expression subscript(Expression of) {
        Expression from = peek().is(":") ? NONE : expression();
        if (take("]")) {
            return new Expression.Member(line, of, from);
        }
        expect(":");
        Expression to = peek().is(":") || peek().is("]") ? NONE : expression();
        Expression step = take(":") && !peek().is("]") ? expression() : NONE;
        expect("]");
        return new Expression.Slice(line, of, from, to, step);
    }

    private Expression filters(Expression start) {
        Expression value = start;
        while (true) {
            if (take("|")) {
                String name = name();
                value = new Expression.Filtered(value, name, peek().is("(") ? given() : Given.none(line));
            } else if (take("is")) {
                boolean negated = take("not");
                Expression tested = new Expression.Tested(value, testName(), testArgument());
                value = negated ? new Expression.Not(tested) : tested;
            } else if (peek().is("(")) {
                value = new Expression.Call(value, given());
            } else {
                return value;
            }
        }
    }

    /** {@code in} is a test's name too. */
    private String testName() {
        return take("in") ? "in" : name();
    }

    private Given testArgument() {
        if (peek().is("(")) {
            return given();
        }
        Word word = peek();
        boolean argument = switch (word.kind()) {
            case TEXT, WHOLE, REAL -> true;
            case NAME -> !WORDS.contains(word.text());
            case OPERATOR -> word.is("[") || word.is("{");
            case END -> false;
        };
        return argument ? new Given(line, List.of(members(primary())), Map.of()) : Given.none(line);
    }

    private Given given() {
        expect("(");
        List<Expression> positional = new ArrayList<>();
        Map<String, Expression> named = new LinkedHashMap<>();
        while (!take(")")) {
            if (peek().kind() == Word.Kind.NAME && words.get(at + 1).is("=")) {
                String name = name();
                expect("=");
                named.put(name, expression());
            } else {
                positional.add(expression());
            }
            if (!peek().is(")")) {
                expect(",");
            }
        }
        return new Given(line, positional, named);
    }
}
