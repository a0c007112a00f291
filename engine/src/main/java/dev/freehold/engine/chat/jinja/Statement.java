package dev.freehold.engine.chat.jinja;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A part of a template that writes, or sets names. */
sealed interface Statement {
    /** How a statement ended: a loop is left early by two of the three. */
    enum End {
        NEXT,
        CONTINUE,
        BREAK
    }

    /** Writes what it has to say. */
    End write(Scope scope, StringBuilder out);

    /** One after the other. */
    static End all(List<Statement> statements, Scope scope, StringBuilder out) {
        for (Statement statement : statements) {
            scope.budget().step();
            End end = statement.write(scope, out);
            if (end != End.NEXT) {
                return end;
            }
        }
        return End.NEXT;
    }

    /** Text between tags. */
    record Text(String text) implements Statement {
        @Override
        public End write(Scope scope, StringBuilder out) {
            scope.budget().made(text.length());
            out.append(text);
            return End.NEXT;
        }
    }

    /** {@code {{ value }}}. */
    record Output(Expression value) implements Statement {
        @Override
        public End write(Scope scope, StringBuilder out) {
            String text = PythonText.of(value.in(scope));
            scope.budget().made(text.length());
            out.append(text);
            return End.NEXT;
        }
    }

    /** {@code if}; an {@code elif} is an if within the else. */
    record If(Expression condition, List<Statement> then, List<Statement> otherwise) implements Statement {
        @Override
        public End write(Scope scope, StringBuilder out) {
            return all(Operators.truth(condition.in(scope)) ? then : otherwise, scope, out);
        }
    }

    /** {@code for targets in items if only}. */
    record For(Targets targets, Expression items, Optional<Expression> only, List<Statement> body)
            implements Statement {
        @Override
        public End write(Scope scope, StringBuilder out) {
            List<Object> chosen = targets.chosen(scope, items.in(scope), only);
            for (int i = 0; i < chosen.size(); i++) {
                scope.budget().step();
                Scope inner = scope.inner();
                targets.assign(inner, chosen.get(i));
                inner.set("loop", LoopPlace.of(chosen, i));
                if (all(body, inner, out) == End.BREAK) {
                    return End.NEXT;
                }
            }
            return End.NEXT;
        }
    }

    /** {@code set name = value}. */
    record SetName(Targets targets, Expression value) implements Statement {
        @Override
        public End write(Scope scope, StringBuilder out) {
            targets.assign(scope, value.in(scope));
            return End.NEXT;
        }
    }

    /** {@code set namespace.attribute = value}. */
    record SetAttribute(int line, String namespace, String attribute, Expression value) implements Statement {
        @Override
        public End write(Scope scope, StringBuilder out) {
            if (scope.get(namespace) instanceof Namespace target) {
                target.attributes().put(attribute, value.in(scope));
                return End.NEXT;
            }
            throw TemplateRefused.at(line, "attributes of a namespace() can be set, and of nothing else");
        }
    }

    /** {@code set name}, followed by what it is set to, as text. */
    record SetBlock(String name, List<Statement> body) implements Statement {
        @Override
        public End write(Scope scope, StringBuilder out) {
            StringBuilder text = new StringBuilder();
            End end = all(body, scope.inner(), text);
            scope.set(name, text.toString());
            return end;
        }
    }

    /** {@code macro}: text with parameters. */
    record Macro(int line, String name, List<String> parameters, Map<String, Expression> defaults, List<Statement> body)
            implements Statement {
        @Override
        public End write(Scope scope, StringBuilder out) {
            Callable callable = given -> called(scope, given.atMost(parameters.size()));
            scope.set(name, callable);
            return End.NEXT;
        }

        private String called(Scope scope, Arguments given) {
            Scope inner = scope.inner();
            scope.budget().enter();
            for (int i = 0; i < parameters.size(); i++) {
                String parameter = parameters.get(i);
                Expression fallback = defaults.get(parameter);
                Object absent = fallback == null ? Absent.UNDEFINED : fallback.in(scope);
                inner.set(parameter, given.find(i, parameter).orElse(absent));
            }
            StringBuilder text = new StringBuilder();
            all(body, inner, text);
            scope.budget().leave();
            return text.toString();
        }
    }

    /** What {@code generation} encloses: the assistant's part of the text. It is written like any other. */
    record Block(List<Statement> body) implements Statement {
        @Override
        public End write(Scope scope, StringBuilder out) {
            return all(body, scope, out);
        }
    }

    /** {@code break} and {@code continue}. */
    record Leave(End end) implements Statement {
        @Override
        public End write(Scope scope, StringBuilder out) {
            return end;
        }
    }
}
