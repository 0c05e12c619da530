package io.polyvisor.benchmarks;

import java.util.List;

/**
 * The random numbers of Python's module of that name, for whole seeds below 2^32: the Mersenne Twister MT19937 of Matsumoto and Nishimura,
 * so that an instance family that was defined in Python can be made without Python. Not thread-safe.
 */
final class TwisterRandom {
    private static final int SIZE = 624;
    private static final int SHIFT = 397;
    private static final int UPPER = 0x8000_0000;
    private static final int LOWER = 0x7fff_ffff;
    private static final int MATRIX = 0x9908_b0df;

    private final int[] state = new int[SIZE];
    private int index = SIZE;

    TwisterRandom(int seed) {
        begin(19_650_218);
        int at = 1;
        for (int round = 0; round < SIZE; round++) {
            state[at] = (state[at] ^ (mixed(at) * 1_664_525)) + seed;
            at = next(at);
        }
        for (int round = 0; round < SIZE - 1; round++) {
            state[at] = (state[at] ^ (mixed(at) * 1_566_083_941)) - at;
            at = next(at);
        }
        state[0] = UPPER;
    }

    private void begin(int seed) {
        state[0] = seed;
        for (int at = 1; at < SIZE; at++) {
            state[at] = 1_812_433_253 * mixed(at) + at;
        }
    }

    private int mixed(int at) {
        return state[at - 1] ^ (state[at - 1] >>> 30);
    }

    private int next(int at) {
        if (at + 1 < SIZE) {
            return at + 1;
        }
        state[0] = state[SIZE - 1];
        return 1;
    }

    private int bits() {
        if (index == SIZE) {
            for (int at = 0; at < SIZE; at++) {
                int joined = (state[at] & UPPER) | (state[(at + 1) % SIZE] & LOWER);
                int turned = (joined & 1) == 0 ? joined >>> 1 : (joined >>> 1) ^ MATRIX;
                state[at] = state[(at + SHIFT) % SIZE] ^ turned;
            }
            index = 0;
        }
        int bits = state[index++];
        bits ^= bits >>> 11;
        bits ^= (bits << 7) & 0x9d2c_5680;
        bits ^= (bits << 15) & 0xefc6_0000;
        return bits ^ (bits >>> 18);
    }

    /** From 0 up to and without 1, in 53 bits. */
    double random() {
        int high = bits() >>> 5;
        int low = bits() >>> 6;
        return (high * 67_108_864.0 + low) * (1.0 / 9_007_199_254_740_992.0);
    }

    double uniform(double from, double to) {
        return from + (to - from) * random();
    }

    /** From 0 up to and without the limit. */
    int below(int limit) {
        int width = 32 - Integer.numberOfLeadingZeros(limit);
        int number = bits() >>> (32 - width);
        while (number >= limit) {
            number = bits() >>> (32 - width);
        }
        return number;
    }

    <T> T choice(List<T> of) {
        return of.get(below(of.size()));
    }
}
