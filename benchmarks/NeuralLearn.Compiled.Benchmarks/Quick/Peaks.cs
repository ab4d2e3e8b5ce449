using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NeuralLearn.Compiled.Benchmarks.Quick;

/// <summary>What a core with 512-bit vectors can do at most: multiply-adds per nanosecond, from registers and with one operand from the first cache.</summary>
internal static class Peaks
{
    private const int Steps = 100_000;

    public static bool IsSupported => Avx512F.IsSupported;

    /// <summary>Multiply-adds per nanosecond with everything in registers.</summary>
    public static double FromRegisters() => Best(Registers, Steps * 12L * 16);

    /// <summary>Multiply-adds per nanosecond with one operand read from 16 KB.</summary>
    public static double FromMemory()
    {
        var memory = GC.AllocateArray<float>(4096 + 16, pinned: true);
        var offset = (int)((64 - (Unsafe.ByteOffset(ref Unsafe.NullRef<float>(), ref memory[0]) & 63)) % 64 / sizeof(float));
        return Best(() => Memory(ref memory[offset]), 200L * 4096);
    }

    private static double Best(Action action, long multiplyAdds)
    {
        var best = double.MaxValue;
        for (var i = 0; i < 40; i++)
        {
            var start = Stopwatch.GetTimestamp();
            action();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalNanoseconds);
        }

        return multiplyAdds / best;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Registers()
    {
        var x = Vector512.Create(1.000001f);
        Vector512<float> a = default, b = default, c = default, d = default, e = default, f = default;
        Vector512<float> g = default, h = default, i = default, j = default, k = default, l = default;
        for (var step = 0; step < Steps; step++)
        {
            a = Avx512F.FusedMultiplyAdd(x, x, a);
            b = Avx512F.FusedMultiplyAdd(x, x, b);
            c = Avx512F.FusedMultiplyAdd(x, x, c);
            d = Avx512F.FusedMultiplyAdd(x, x, d);
            e = Avx512F.FusedMultiplyAdd(x, x, e);
            f = Avx512F.FusedMultiplyAdd(x, x, f);
            g = Avx512F.FusedMultiplyAdd(x, x, g);
            h = Avx512F.FusedMultiplyAdd(x, x, h);
            i = Avx512F.FusedMultiplyAdd(x, x, i);
            j = Avx512F.FusedMultiplyAdd(x, x, j);
            k = Avx512F.FusedMultiplyAdd(x, x, k);
            l = Avx512F.FusedMultiplyAdd(x, x, l);
        }

        Sink = (a + b + c + d + e + f + g + h + i + j + k + l).ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Memory(ref float memory)
    {
        var x = Vector512.Create(1.000001f);
        Vector512<float> a = default, b = default, c = default, d = default, e = default, f = default, g = default, h = default;
        for (var round = 0; round < 200; round++)
        {
            for (nuint i = 0; i < 4096; i += 128)
            {
                a = Avx512F.FusedMultiplyAdd(x, Vector512.LoadUnsafe(ref memory, i), a);
                b = Avx512F.FusedMultiplyAdd(x, Vector512.LoadUnsafe(ref memory, i + 16), b);
                c = Avx512F.FusedMultiplyAdd(x, Vector512.LoadUnsafe(ref memory, i + 32), c);
                d = Avx512F.FusedMultiplyAdd(x, Vector512.LoadUnsafe(ref memory, i + 48), d);
                e = Avx512F.FusedMultiplyAdd(x, Vector512.LoadUnsafe(ref memory, i + 64), e);
                f = Avx512F.FusedMultiplyAdd(x, Vector512.LoadUnsafe(ref memory, i + 80), f);
                g = Avx512F.FusedMultiplyAdd(x, Vector512.LoadUnsafe(ref memory, i + 96), g);
                h = Avx512F.FusedMultiplyAdd(x, Vector512.LoadUnsafe(ref memory, i + 112), h);
            }
        }

        Sink = (a + b + c + d + e + f + g + h).ToScalar();
    }

    /// <summary>Keeps results alive.</summary>
    private static float Sink { get; set; }
}
