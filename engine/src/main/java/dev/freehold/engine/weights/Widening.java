package dev.freehold.engine.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Turns narrower floats into 32-bit ones, exactly. */
final class Widening {
    private static final int HALF_EXPONENT_BIAS = 15;
    private static final int FLOAT_EXPONENT_BIAS = 127;

    private Widening() {}

    static ByteBuffer copy(ByteBuffer source) {
        return direct(source.remaining()).put(source).flip().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A bfloat16 is the upper half of a 32-bit float. */
    static ByteBuffer bfloat16(ByteBuffer source) {
        ByteBuffer wide = direct(Math.multiplyExact(source.remaining(), 2));
        while (source.hasRemaining()) {
            wide.putInt(source.getShort() << 16);
        }
        return wide.flip().order(ByteOrder.LITTLE_ENDIAN);
    }

    static ByteBuffer half(ByteBuffer source) {
        ByteBuffer wide = direct(Math.multiplyExact(source.remaining(), 2));
        while (source.hasRemaining()) {
            wide.putFloat(half(source.getShort()));
        }
        return wide.flip().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** IEEE 754 binary16: one sign bit, five exponent bits, ten of fraction. */
    static float half(short bits) {
        int sign = (bits & 0x8000) << 16;
        int exponent = (bits >> 10) & 0x1F;
        int fraction = bits & 0x3FF;
        if (exponent == 0) {
            float magnitude = fraction * 0x1p-24f;
            return sign == 0 ? magnitude : -magnitude;
        }
        int wideExponent = exponent == 0x1F ? 0xFF : exponent - HALF_EXPONENT_BIAS + FLOAT_EXPONENT_BIAS;
        return Float.intBitsToFloat(sign | (wideExponent << 23) | (fraction << 13));
    }

    private static ByteBuffer direct(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
