package dev.freehold.registry.vetting;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Walks bytes as Python's pickle machine would, without running anything, and tells whether they are a program for it.
 *
 * <p>A pickle is known by its opcodes and not by its name or its first bytes: protocols 0 and 1 have no magic number. Each
 * byte is read once, and what is held in memory is the depth of the stack at each mark.
 */
final class PickleStream {
    /** Pickles in one stream, one after the other, that are looked at. */
    private static final int MOST_PICKLES = 16;
    /** Marks that may be open; beyond, the bytes are taken for an attack on the walker and called a program. */
    private static final int MOST_MARKS = 1 << 16;

    private final InputStream in;
    private final int[] depths = new int[MOST_MARKS];
    private int marks;

    /** What bytes are to the pickle machine. */
    enum Verdict {
        /** The machine would stop at them with an error, before it had imported anything. */
        NO_PICKLE,
        /** It would run to the end, and import nothing. */
        DATA,
        /** It would import something, which is to run it. */
        PROGRAM
    }

    private PickleStream(InputStream in) {
        this.in = in;
    }

    /** Reads to the end of what could be a pickle. */
    static Verdict verdict(InputStream bytes) throws IOException {
        BufferedInputStream in = new BufferedInputStream(bytes, 1 << 16);
        Verdict verdict = Verdict.NO_PICKLE;
        for (int i = 0; i < MOST_PICKLES; i++) {
            Verdict one = new PickleStream(in).walk();
            if (one != Verdict.DATA) {
                return one == Verdict.PROGRAM ? one : verdict;
            }
            verdict = Verdict.DATA;
        }
        return Verdict.PROGRAM;
    }

    private Verdict walk() throws IOException {
        try {
            while (true) {
                PickleOpcode opcode = next().orElse(null);
                if (opcode == null) {
                    return Verdict.NO_PICKLE;
                }
                boolean importable = argument(opcode.argument());
                if (!fits(opcode)) {
                    return Verdict.NO_PICKLE;
                }
                Optional<Verdict> end = end(opcode, importable);
                if (end.isPresent()) {
                    return end.get();
                }
            }
        } catch (EOFException e) {
            return Verdict.NO_PICKLE;
        }
    }

    private Optional<PickleOpcode> next() throws IOException {
        int code = in.read();
        return code < 0 ? Optional.empty() : PickleOpcode.of(code);
    }

    /** How the walk ends at this opcode; empty where it goes on. */
    private Optional<Verdict> end(PickleOpcode opcode, boolean importable) {
        return switch (opcode.effect()) {
            case STOP -> Optional.of(Verdict.DATA);
            case IMPORT -> Optional.of(importable ? Verdict.PROGRAM : Verdict.NO_PICKLE);
            case MARK, POP_OR_MARK, TO_MARK, PLAIN -> move(opcode) ? Optional.empty() : Optional.of(Verdict.PROGRAM);
        };
    }

    private boolean fits(PickleOpcode opcode) {
        return switch (opcode.effect()) {
            case MARK -> true;
            case STOP -> depths[marks] >= 1;
            case POP_OR_MARK -> depths[marks] >= 1 || marks > 0;
            case TO_MARK -> marks > 0 && depths[marks - 1] >= opcode.takes();
            case IMPORT, PLAIN -> depths[marks] >= opcode.takes();
        };
    }

    /** Changes the stack; false if it grows beyond what is held. */
    private boolean move(PickleOpcode opcode) {
        if (opcode.effect() == PickleOpcode.Effect.MARK) {
            if (marks + 1 == MOST_MARKS) {
                return false;
            }
            marks++;
            depths[marks] = 0;
            return true;
        }
        if (opcode.effect() == PickleOpcode.Effect.POP_OR_MARK && depths[marks] > 0) {
            depths[marks]--;
            return true;
        }
        if (opcode.effect() != PickleOpcode.Effect.PLAIN) {
            marks--;
        }
        depths[marks] += opcode.puts() - opcode.takes();
        return depths[marks] < Integer.MAX_VALUE - 2;
    }

    /** Reads an argument; false if it names a module that no import can find. */
    private boolean argument(PickleOpcode.Argument argument) throws IOException {
        switch (argument) {
            case NONE -> {}
            case ONE -> number(1);
            case TWO -> number(2);
            case FOUR -> number(4);
            case EIGHT -> number(8);
            case LINE -> line();
            case TWO_LINES -> {
                boolean module = line();
                line();
                // The module is imported before anything is looked for in it.
                return module;
            }
            case LENGTH_ONE -> skip(number(1));
            case LENGTH_FOUR -> skip(number(4));
            case LENGTH_EIGHT -> skip(number(8));
        }
        return true;
    }

    /**
     * Reads a line to its end.
     *
     * @return whether it is a dotted name; what is not cannot be imported, and so is text that looks like an opcode
     */
    private boolean line() throws IOException {
        boolean dotted = true;
        boolean butForTheLast = false;
        boolean empty = true;
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                // One of Python's two machines takes what is there for the line, and its last byte for the line's end.
                return butForTheLast;
            }
            butForTheLast = dotted;
            // Bytes above ASCII are letters of some script; Python allows them in names.
            dotted &= next >= 0x80 || next == '_' || next == '.' || Character.isLetterOrDigit(next);
            empty = false;
        }
        return dotted && !empty;
    }

    private long number(int bytes) throws IOException {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            value |= (long) next << (8 * i);
        }
        return value;
    }

    private void skip(long bytes) throws IOException {
        if (bytes < 0) {
            throw new EOFException();
        }
        in.skipNBytes(bytes);
    }
}
