using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace NeuralLearn.Compiled.Benchmarks.Measuring;

/// <summary>
/// What this core does at most with the widest vectors that are in use here, whatever environment variables have switched off.
/// </summary>
internal static class Peaks
{
    private const int Registers = 12;
    private const int Streams = 8;

    /// <summary>Multiply-adds per nanosecond, everything in registers.</summary>
    public static double MultiplyAdds { get; } = Widest().MultiplyAdds();

    /// <summary>The width, and whether a multiply-add is one instruction.</summary>
    public static string Description { get; } =
        (Widest().Bits > 32 ? $"{Widest().Bits}-bit vectors" : "no vectors")
        + (Fma.IsSupported || AdvSimd.IsSupported ? ", fused" : ", not fused");

    /// <summary>Bytes per nanosecond, read again and again from memory of that size.</summary>
    public static double Loads(int bytes) => Widest().Loads(bytes);

    private static Width Widest() =>
        Vector512.IsHardwareAccelerated ? new Width<Lane512>()
        : Vector256.IsHardwareAccelerated ? new Width<Lane256>()
        : Vector128.IsHardwareAccelerated ? new Width<Lane128>()
        : new Width<Lane1>();

    /// <summary>Keeps results alive.</summary>
    private static float Sink { get; set; }

    private abstract class Width
    {
        public abstract int Bits { get; }

        public abstract double MultiplyAdds();

        public abstract double Loads(int bytes);
    }

    private sealed class Width<T> : Width
        where T : struct, ILane<T>
    {
        public override int Bits => T.Count * 32;

        public override double MultiplyAdds() => (double)Registers * T.Count / Timing.Least(Multiply);

        public override double Loads(int bytes)
        {
            // Whole rounds of the loop, at least a few; aligned to a cache line.
            var round = Streams * T.Count;
            var floats = Math.Max(bytes / sizeof(float) / round, 2) * round;
            var memory = GC.AllocateArray<float>(floats + 16, pinned: true);

            // Pages that were never written are one and the same page of zeros, which caches do not take well.
            memory.AsSpan().Fill(1f);
            var offset = (int)((64 - (Unsafe.ByteOffset(ref Unsafe.NullRef<float>(), ref memory[0]) & 63)) % 64 / sizeof(float));
            return (double)floats * sizeof(float) / Timing.Least(rounds => Sum(ref memory[offset], (nuint)floats, rounds));
        }

        // Each product depends on the one before, or it would be taken out of the loop where it is an instruction of its own. Twelve at a
        // time are enough for two per cycle at up to six cycles each, and leave registers for the two factors.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Multiply(long steps)
        {
            T x = T.Create(0.999f), y = T.Create(0.001f);
            T a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
            for (long step = 0; step < steps; step++)
            {
                a = T.MultiplyAdd(a, x, y);
                b = T.MultiplyAdd(b, x, y);
                c = T.MultiplyAdd(c, x, y);
                d = T.MultiplyAdd(d, x, y);
                e = T.MultiplyAdd(e, x, y);
                f = T.MultiplyAdd(f, x, y);
                g = T.MultiplyAdd(g, x, y);
                h = T.MultiplyAdd(h, x, y);
                i = T.MultiplyAdd(i, x, y);
                j = T.MultiplyAdd(j, x, y);
                k = T.MultiplyAdd(k, x, y);
                l = T.MultiplyAdd(l, x, y);
            }

            var first = T.Add(T.Add(T.Add(a, b), T.Add(c, d)), T.Add(T.Add(e, f), T.Add(g, h)));
            Sink = T.Add(first, T.Add(T.Add(i, j), T.Add(k, l))).First;
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Sum(ref float memory, nuint floats, long rounds)
        {
            T a = default, b = default, c = default, d = default, e = default, f = default, g = default, h = default;
            var width = (nuint)T.Count;
            for (long round = 0; round < rounds; round++)
            {
                for (nuint i = 0; i < floats; i += width * Streams)
                {
                    a = T.Add(a, T.Load(ref memory, i));
                    b = T.Add(b, T.Load(ref memory, i + width));
                    c = T.Add(c, T.Load(ref memory, i + (width * 2)));
                    d = T.Add(d, T.Load(ref memory, i + (width * 3)));
                    e = T.Add(e, T.Load(ref memory, i + (width * 4)));
                    f = T.Add(f, T.Load(ref memory, i + (width * 5)));
                    g = T.Add(g, T.Load(ref memory, i + (width * 6)));
                    h = T.Add(h, T.Load(ref memory, i + (width * 7)));
                }
            }

            Sink = T.Add(T.Add(T.Add(a, b), T.Add(c, d)), T.Add(T.Add(e, f), T.Add(g, h))).First;
        }
    }
}
