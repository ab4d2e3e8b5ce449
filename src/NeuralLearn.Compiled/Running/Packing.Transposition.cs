using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NeuralLearn.Compiled;

public static partial class Packing
{
    /// <summary>Copies the beginning of every row.</summary>
    /// <param name="source">The first row.</param>
    /// <param name="sourceStride">Floats from one row to the next.</param>
    /// <param name="target">Where the first row goes.</param>
    /// <param name="targetStride">Floats from one row to the next there.</param>
    /// <param name="length">Floats of a row.</param>
    /// <param name="rows">How many rows.</param>
    public static void CopyRows(ref float source, int sourceStride, ref float target, int targetStride, int length, int rows)
    {
        for (var row = 0; row < rows; row++)
        {
            MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref source, (nint)row * sourceStride), length)
                .CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref target, (nint)row * targetStride), length));
        }
    }

    /// <summary>
    /// Turns a packed weight round: from panels of outputs with a row of lanes per input to panels of inputs with a row of lanes per output.
    /// </summary>
    /// <param name="packed">Where the weight begins.</param>
    /// <param name="outputs">Its outputs.</param>
    /// <param name="inputs">Its inputs.</param>
    /// <param name="transposed">Where the result begins; its padding is left as it is.</param>
    /// <param name="firstRow">The row of the weight's first output in each of its panels.</param>
    /// <param name="rows">Rows of a panel of the result.</param>
    public static void Transpose(ref float packed, int outputs, int inputs, ref float transposed, int firstRow, int rows)
    {
        for (var lane = 0; lane < inputs; lane++)
        {
            var (target, targetWidth) = Place(lane, inputs, rows);
            for (var output = 0; output < outputs; output++)
            {
                var (source, width) = Place(output, outputs, inputs);
                Unsafe.Add(ref transposed, target + ((firstRow + output) * targetWidth)) = Unsafe.Add(ref packed, source + (lane * width));
            }
        }
    }
}
