package dev.freehold.registry.vetting;

import java.util.Optional;

/**
 * An instruction of Python's pickle machine, protocols 0 to 5, by its argument and by what it does to the stack.
 *
 * <p>Where the machine would look closer than at the depth of its stack, this table does not: what it takes for a pickle
 * is never less than what Python would run. Source: the opcodes of CPython's {@code pickle} module.
 */
enum PickleOpcode {
    MARK('(', Argument.NONE, Effect.MARK),
    STOP('.', Argument.NONE, Effect.STOP),
    POP('0', Argument.NONE, Effect.POP_OR_MARK),
    POP_MARK('1', Argument.NONE, Effect.TO_MARK, 0, 0),
    DUP('2', Argument.NONE, 1, 2),
    FLOAT('F', Argument.LINE, 0, 1),
    INT('I', Argument.LINE, 0, 1),
    BININT('J', Argument.FOUR, 0, 1),
    BININT1('K', Argument.ONE, 0, 1),
    LONG('L', Argument.LINE, 0, 1),
    BININT2('M', Argument.TWO, 0, 1),
    NONE('N', Argument.NONE, 0, 1),
    PERSID('P', Argument.LINE, 0, 1),
    BINPERSID('Q', Argument.NONE, 1, 1),
    REDUCE('R', Argument.NONE, 2, 1),
    STRING('S', Argument.LINE, 0, 1),
    BINSTRING('T', Argument.LENGTH_FOUR, 0, 1),
    SHORT_BINSTRING('U', Argument.LENGTH_ONE, 0, 1),
    UNICODE('V', Argument.LINE, 0, 1),
    BINUNICODE('X', Argument.LENGTH_FOUR, 0, 1),
    APPEND('a', Argument.NONE, 2, 1),
    BUILD('b', Argument.NONE, 2, 1),
    GLOBAL('c', Argument.TWO_LINES, Effect.IMPORT, 0, 1),
    DICT('d', Argument.NONE, Effect.TO_MARK, 0, 1),
    EMPTY_DICT('}', Argument.NONE, 0, 1),
    APPENDS('e', Argument.NONE, Effect.TO_MARK, 1, 1),
    GET('g', Argument.LINE, 0, 1),
    BINGET('h', Argument.ONE, 0, 1),
    INST('i', Argument.TWO_LINES, Effect.IMPORT, 0, 1),
    LONG_BINGET('j', Argument.FOUR, 0, 1),
    LIST('l', Argument.NONE, Effect.TO_MARK, 0, 1),
    EMPTY_LIST(']', Argument.NONE, 0, 1),
    OBJ('o', Argument.NONE, Effect.TO_MARK, 0, 1),
    PUT('p', Argument.LINE, 1, 1),
    BINPUT('q', Argument.ONE, 1, 1),
    LONG_BINPUT('r', Argument.FOUR, 1, 1),
    SETITEM('s', Argument.NONE, 3, 1),
    TUPLE('t', Argument.NONE, Effect.TO_MARK, 0, 1),
    EMPTY_TUPLE(')', Argument.NONE, 0, 1),
    SETITEMS('u', Argument.NONE, Effect.TO_MARK, 1, 1),
    BINFLOAT('G', Argument.EIGHT, 0, 1),
    PROTO(0x80, Argument.ONE, 0, 0),
    NEWOBJ(0x81, Argument.NONE, 2, 1),
    EXT1(0x82, Argument.ONE, Effect.IMPORT, 0, 1),
    EXT2(0x83, Argument.TWO, Effect.IMPORT, 0, 1),
    EXT4(0x84, Argument.FOUR, Effect.IMPORT, 0, 1),
    TUPLE1(0x85, Argument.NONE, 1, 1),
    TUPLE2(0x86, Argument.NONE, 2, 1),
    TUPLE3(0x87, Argument.NONE, 3, 1),
    NEWTRUE(0x88, Argument.NONE, 0, 1),
    NEWFALSE(0x89, Argument.NONE, 0, 1),
    LONG1(0x8a, Argument.LENGTH_ONE, 0, 1),
    LONG4(0x8b, Argument.LENGTH_FOUR, 0, 1),
    SHORT_BINUNICODE(0x8c, Argument.LENGTH_ONE, 0, 1),
    BINUNICODE8(0x8d, Argument.LENGTH_EIGHT, 0, 1),
    BINBYTES8(0x8e, Argument.LENGTH_EIGHT, 0, 1),
    EMPTY_SET(0x8f, Argument.NONE, 0, 1),
    ADDITEMS(0x90, Argument.NONE, Effect.TO_MARK, 1, 1),
    FROZENSET(0x91, Argument.NONE, Effect.TO_MARK, 0, 1),
    NEWOBJ_EX(0x92, Argument.NONE, 3, 1),
    STACK_GLOBAL(0x93, Argument.NONE, Effect.IMPORT, 2, 1),
    MEMOIZE(0x94, Argument.NONE, 1, 1),
    FRAME(0x95, Argument.EIGHT, 0, 0),
    BYTEARRAY8(0x96, Argument.LENGTH_EIGHT, 0, 1),
    NEXT_BUFFER(0x97, Argument.NONE, 0, 1),
    READONLY_BUFFER(0x98, Argument.NONE, 1, 1),
    BINBYTES('B', Argument.LENGTH_FOUR, 0, 1),
    SHORT_BINBYTES('C', Argument.LENGTH_ONE, 0, 1);

    /** What follows an opcode in the stream. */
    enum Argument {
        NONE,
        ONE,
        TWO,
        FOUR,
        EIGHT,
        LINE,
        TWO_LINES,
        LENGTH_ONE,
        LENGTH_FOUR,
        LENGTH_EIGHT
    }

    /** What an opcode does beside taking and putting. */
    enum Effect {
        PLAIN,
        MARK,
        STOP,
        POP_OR_MARK,
        TO_MARK,
        /** Which comes before the look at the stack in one of Python's two machines. */
        IMPORT
    }

    private static final PickleOpcode[] BY_CODE = new PickleOpcode[256];

    static {
        for (PickleOpcode opcode : values()) {
            BY_CODE[opcode.code] = opcode;
        }
    }

    private final int code;
    private final Argument argument;
    private final Effect effect;
    private final int takes;
    private final int puts;

    PickleOpcode(int code, Argument argument, Effect effect, int takes, int puts) {
        this.code = code;
        this.argument = argument;
        this.effect = effect;
        this.takes = takes;
        this.puts = puts;
    }

    PickleOpcode(int code, Argument argument, int takes, int puts) {
        this(code, argument, Effect.PLAIN, takes, puts);
    }

    PickleOpcode(int code, Argument argument, Effect effect) {
        this(code, argument, effect, 0, 0);
    }

    static Optional<PickleOpcode> of(int code) {
        return Optional.ofNullable(BY_CODE[code]);
    }

    int code() {
        return code;
    }

    Argument argument() {
        return argument;
    }

    Effect effect() {
        return effect;
    }

    /** Items that must lie above the last mark, or below it where the effect is to take all down to the mark. */
    int takes() {
        return takes;
    }

    int puts() {
        return puts;
    }
}
