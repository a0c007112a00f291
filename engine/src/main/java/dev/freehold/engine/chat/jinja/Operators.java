package dev.freehold.engine.chat.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Python's operators on the values that templates have. */
final class Operators {
    private Operators() {}

    static boolean truth(Object value) {
        if (value instanceof Boolean bool) {
            return bool;
        } else if (value instanceof String text) {
            return !text.isEmpty();
        } else if (value instanceof Number number) {
            return number.doubleValue() != 0;
        } else if (value instanceof List<?> list) {
            return !list.isEmpty();
        } else if (value instanceof Map<?, ?> map) {
            return !map.isEmpty();
        }
        return !(value instanceof Absent);
    }

    static Object apply(int line, String operator, Object left, Object right, Budget budget) {
        return switch (operator) {
            case "==" -> same(left, right);
            case "!=" -> !same(left, right);
            case "<" -> compare(line, left, right) < 0;
            case "<=" -> compare(line, left, right) <= 0;
            case ">" -> compare(line, left, right) > 0;
            case ">=" -> compare(line, left, right) >= 0;
            case "in" -> contains(line, right, left);
            case "~" -> made(PythonText.of(left).concat(PythonText.of(right)), budget);
            case "+" -> plus(line, left, right, budget);
            default -> arithmetic(line, operator, left, right);
        };
    }

    /** As in Python, numbers are compared by value, and true is 1. */
    static boolean same(Object left, Object right) {
        if (isNumber(left) && isNumber(right)) {
            return number(left) == number(right);
        }
        return left.equals(right);
    }

    static int compare(int line, Object left, Object right) {
        if (isNumber(left) && isNumber(right)) {
            return Double.compare(number(left), number(right));
        }
        if (left instanceof String first && right instanceof String second) {
            return first.compareTo(second);
        }
        throw TemplateRefused.at(line, "these values have no order");
    }

    static boolean contains(int line, Object container, Object item) {
        if (container instanceof String text && item instanceof String part) {
            return text.contains(part);
        } else if (container instanceof List<?> list) {
            return list.stream().anyMatch(member -> member != null && same(member, item));
        } else if (container instanceof Map<?, ?> map) {
            return map.containsKey(item);
        }
        throw TemplateRefused.at(line, "in asks for a text, list or dict on its right");
    }

    private static Object plus(int line, Object left, Object right, Budget budget) {
        if (left instanceof String first && right instanceof String second) {
            return made(first.concat(second), budget);
        }
        if (left instanceof List<?> first && right instanceof List<?> second) {
            budget.made((long) first.size() + second.size());
            List<Object> both = new ArrayList<>(first);
            both.addAll(second);
            return both;
        }
        return arithmetic(line, "+", left, right);
    }

    private static Object arithmetic(int line, String operator, Object left, Object right) {
        if (!isNumber(left) || !isNumber(right)) {
            throw TemplateRefused.at(line, operator + " is not understood between these values");
        }
        boolean whole = !(left instanceof Double) && !(right instanceof Double);
        if (!operator.equals("+") && !operator.equals("-") && !operator.equals("*") && number(right) == 0) {
            throw TemplateRefused.at(line, "division by zero");
        }
        if (whole && !operator.equals("/")) {
            return whole(line, operator, (long) number(left), (long) number(right));
        }
        return switch (operator) {
            case "+" -> number(left) + number(right);
            case "-" -> number(left) - number(right);
            case "*" -> number(left) * number(right);
            case "/" -> number(left) / number(right);
            case "//" -> Math.floor(number(left) / number(right));
            default -> number(left) - number(right) * Math.floor(number(left) / number(right));
        };
    }

    private static long whole(int line, String operator, long left, long right) {
        try {
            return switch (operator) {
                case "+" -> Math.addExact(left, right);
                case "-" -> Math.subtractExact(left, right);
                case "*" -> Math.multiplyExact(left, right);
                case "//" -> Math.floorDiv(left, right);
                default -> Math.floorMod(left, right);
            };
        } catch (ArithmeticException e) {
            throw TemplateRefused.at(line, "a number is too large");
        }
    }

    private static boolean isNumber(Object value) {
        return value instanceof Number || value instanceof Boolean;
    }

    private static double number(Object value) {
        return value instanceof Boolean bool ? (bool ? 1 : 0) : ((Number) value).doubleValue();
    }

    private static String made(String text, Budget budget) {
        budget.made(text.length());
        return text;
    }
}
