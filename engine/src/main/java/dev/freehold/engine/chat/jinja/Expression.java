package dev.freehold.engine.chat.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Something that has a value: text, whole number, real number, boolean, list, map, namespace, callable, or absent. */
sealed interface Expression {
    /** Its value where these names hold. */
    Object in(Scope scope);

    /** A constant. */
    record Literal(Object value) implements Expression {
        @Override
        public Object in(Scope scope) {
            return value;
        }
    }

    /** A variable. */
    record Name(String name) implements Expression {
        @Override
        public Object in(Scope scope) {
            scope.budget().step();
            return scope.get(name);
        }
    }

    /** A list, or a tuple, which is taken for one. */
    record ListOf(List<Expression> items) implements Expression {
        @Override
        public Object in(Scope scope) {
            scope.budget().made(items.size());
            List<Object> values = new ArrayList<>();
            items.forEach(item -> values.add(item.in(scope)));
            return values;
        }
    }

    /** A dict with texts for keys. */
    record MapOf(int line, List<Expression> keys, List<Expression> values) implements Expression {
        @Override
        public Object in(Scope scope) {
            scope.budget().made(keys.size());
            Map<String, Object> map = new LinkedHashMap<>();
            for (int i = 0; i < keys.size(); i++) {
                if (!(keys.get(i).in(scope) instanceof String key)) {
                    throw TemplateRefused.at(line, "a key of a dict must be a text");
                }
                map.put(key, values.get(i).in(scope));
            }
            return map;
        }
    }

    /** {@code of.name} or {@code of[name]}: an attribute, a key, or a place in a list or text. */
    record Member(int line, Expression of, Expression key) implements Expression {
        @Override
        public Object in(Scope scope) {
            scope.budget().step();
            return Members.get(line, of.in(scope), key.in(scope));
        }
    }

    /** {@code of[from:to:step]}. */
    record Slice(int line, Expression of, Expression from, Expression to, Expression step) implements Expression {
        @Override
        public Object in(Scope scope) {
            Object sliced = Members.slice(line, of.in(scope), from.in(scope), to.in(scope), step.in(scope));
            scope.budget().made(Members.length(line, sliced));
            return sliced;
        }
    }

    /** {@code callee(arguments)}; where the callee is a member of a text or map, a method of it. */
    record Call(Expression callee, Given given) implements Expression {
        @Override
        public Object in(Scope scope) {
            scope.budget().step();
            Arguments arguments = given.in(scope);
            if (callee instanceof Member member
                    && member.key() instanceof Literal literal
                    && literal.value() instanceof String name) {
                Object of = member.of().in(scope);
                if (!(of instanceof Namespace)) {
                    return Methods.call(of, name, arguments, scope.budget());
                }
            }
            if (callee.in(scope) instanceof Callable callable) {
                return callable.call(arguments);
            }
            throw arguments.refuse("what is called here is not a function");
        }
    }

    /** {@code value|name(arguments)}. */
    record Filtered(Expression value, String name, Given given) implements Expression {
        @Override
        public Object in(Scope scope) {
            scope.budget().step();
            return Filters.apply(value.in(scope), name, given.in(scope), scope.budget());
        }
    }

    /** {@code value is name(arguments)}. */
    record Tested(Expression value, String name, Given given) implements Expression {
        @Override
        public Object in(Scope scope) {
            scope.budget().step();
            return Tests.holds(value.in(scope), name, given.in(scope));
        }
    }

    /** {@code left operator right}, both computed. */
    record Binary(int line, String operator, Expression left, Expression right) implements Expression {
        @Override
        public Object in(Scope scope) {
            scope.budget().step();
            return Operators.apply(line, operator, left.in(scope), right.in(scope), scope.budget());
        }
    }

    /** {@code and}, {@code or}: the right side is computed where it matters, and the value is that of the deciding side. */
    record Logical(boolean and, Expression left, Expression right) implements Expression {
        @Override
        public Object in(Scope scope) {
            scope.budget().step();
            Object decided = left.in(scope);
            return Operators.truth(decided) == and ? right.in(scope) : decided;
        }
    }

    /** {@code not operand}. */
    record Not(Expression operand) implements Expression {
        @Override
        public Object in(Scope scope) {
            scope.budget().step();
            return !Operators.truth(operand.in(scope));
        }
    }

    /** {@code then if condition else otherwise}. */
    record Choice(Expression condition, Expression then, Expression otherwise) implements Expression {
        @Override
        public Object in(Scope scope) {
            scope.budget().step();
            return Operators.truth(condition.in(scope)) ? then.in(scope) : otherwise.in(scope);
        }
    }

    /** Arguments before they are computed. */
    record Given(int line, List<Expression> positional, Map<String, Expression> named) {
        static Given none(int line) {
            return new Given(line, List.of(), Map.of());
        }

        Arguments in(Scope scope) {
            List<Object> places = new ArrayList<>();
            positional.forEach(argument -> places.add(argument.in(scope)));
            Map<String, Object> names = new LinkedHashMap<>();
            named.forEach((name, argument) -> names.put(name, argument.in(scope)));
            return new Arguments(line, places, names);
        }
    }
}
