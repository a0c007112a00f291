package dev.freehold.engine.chat.jinja;

import dev.freehold.engine.chat.jinja.Pieces.Piece;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads statements from a template's pieces. */
final class StatementParser {
    private static final int MAX_DEPTH = 100;
    private final List<Piece> pieces;
    private int at;
    private int depth;

    StatementParser(List<Piece> pieces) {
        this.pieces = pieces;
    }

    List<Statement> template() {
        List<Statement> statements = body();
        if (at < pieces.size()) {
            throw TemplateRefused.at(pieces.get(at).line(), "the tag " + word(pieces.get(at)) + " closes nothing");
        }
        return statements;
    }

    /** Statements up to a tag that ends or parts the enclosing one. */
    private List<Statement> body() {
        depth++;
        if (depth > MAX_DEPTH) {
            throw new TemplateRefused("tags of the chat template are nested more than " + MAX_DEPTH + " deep");
        }
        List<Statement> statements = new ArrayList<>();
        while (at < pieces.size() && !isEnd(pieces.get(at))) {
            Piece piece = pieces.get(at);
            at++;
            statements.add(
                    switch (piece.kind()) {
                        case TEXT -> new Statement.Text(piece.text());
                        case OUTPUT -> output(piece);
                        case TAG -> tag(piece);
                    });
        }
        depth--;
        return statements;
    }

    private static boolean isEnd(Piece piece) {
        String word = word(piece);
        return word.startsWith("end") || word.equals("else") || word.equals("elif");
    }

    /** First word of a tag; empty where the piece is none. */
    private static String word(Piece piece) {
        return piece.kind() == Pieces.Kind.TAG ? piece.text().strip().split("[^a-zA-Z_]", 2)[0] : "";
    }

    private static Statement output(Piece piece) {
        ExpressionParser parser = new ExpressionParser(piece.text(), piece.line());
        Expression value = parser.expression();
        parser.end();
        return new Statement.Output(value);
    }

    private Statement tag(Piece piece) {
        ExpressionParser head = new ExpressionParser(piece.text(), piece.line());
        String word = head.next().text();
        return switch (word) {
            case "if" -> conditional(head);
            case "for" -> loop(piece, head);
            case "set" -> set(piece, head);
            case "macro" -> macro(piece, head);
            case "generation" -> {
                head.end();
                yield new Statement.Block(closed("endgeneration"));
            }
            case "break", "continue" -> {
                head.end();
                yield new Statement.Leave(word.equals("break") ? Statement.End.BREAK : Statement.End.CONTINUE);
            }
            default -> throw head.refuse("the tag " + word + " is not understood");
        };
    }

    private Statement conditional(ExpressionParser head) {
        Expression condition = head.expression();
        head.end();
        List<Statement> then = body();
        Piece end = endPiece(head);
        ExpressionParser next = new ExpressionParser(end.text(), end.line());
        String word = next.next().text();
        return switch (word) {
            case "elif" -> new Statement.If(condition, then, List.of(conditional(next)));
            case "else" -> {
                next.end();
                yield new Statement.If(condition, then, closed("endif"));
            }
            case "endif" -> new Statement.If(condition, then, List.of());
            default -> throw next.refuse("the tag " + word + " does not close if");
        };
    }

    private Statement loop(Piece piece, ExpressionParser head) {
        Targets targets = targets(piece, head);
        head.expect("in");
        Expression items = head.or();
        Optional<Expression> only = head.take("if") ? Optional.of(head.expression()) : Optional.empty();
        head.end();
        return new Statement.For(targets, items, only, closed("endfor"));
    }

    private static Targets targets(Piece piece, ExpressionParser head) {
        boolean bracket = head.take("(");
        List<String> names = new ArrayList<>(List.of(head.name()));
        while (head.take(",")) {
            names.add(head.name());
        }
        if (bracket) {
            head.expect(")");
        }
        return new Targets(piece.line(), names);
    }

    private Statement set(Piece piece, ExpressionParser head) {
        Targets targets = targets(piece, head);
        String name = targets.names().get(0);
        if (targets.names().size() == 1 && head.take(".")) {
            String attribute = head.name();
            head.expect("=");
            Expression value = value(head);
            return new Statement.SetAttribute(piece.line(), name, attribute, value);
        }
        if (head.take("=")) {
            return new Statement.SetName(targets, value(head));
        }
        head.end();
        return new Statement.SetBlock(name, closed("endset"));
    }

    private static Expression value(ExpressionParser head) {
        Expression value = head.expression();
        head.end();
        return value;
    }

    private Statement macro(Piece piece, ExpressionParser head) {
        String name = head.name();
        List<String> parameters = new ArrayList<>();
        Map<String, Expression> defaults = new HashMap<>();
        head.expect("(");
        while (!head.take(")")) {
            String parameter = head.name();
            parameters.add(parameter);
            if (head.take("=")) {
                defaults.put(parameter, head.expression());
            }
            if (!head.peek().is(")")) {
                head.expect(",");
            }
        }
        head.end();
        return new Statement.Macro(piece.line(), name, parameters, defaults, closed("endmacro"));
    }

    private List<Statement> closed(String end) {
        ExpressionParser opened = new ExpressionParser("", pieces.get(at - 1).line());
        List<Statement> statements = body();
        Piece piece = endPiece(opened);
        if (!word(piece).equals(end)) {
            throw TemplateRefused.at(piece.line(), "expected " + end + ", found " + word(piece));
        }
        return statements;
    }

    private Piece endPiece(ExpressionParser opened) {
        if (at == pieces.size()) {
            throw opened.refuse("this tag is not closed");
        }
        return pieces.get(at++);
    }
}
