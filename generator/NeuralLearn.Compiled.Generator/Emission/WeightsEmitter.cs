using System.Text;
using NeuralLearn.Compiled.Generator.Schedule;
using NeuralLearn.Compiled.Generator.Shapes;
using NeuralLearn.Compiled.Generator.Weights;

namespace NeuralLearn.Compiled.Generator.Emission;

/// <summary>
/// Prints baked weights: the bits of all floats, as they lie in memory, as characters of a text. Of all literals it is the one that the
/// compiler takes in fastest and in the least memory, and the only one that a runtime maps as it stands.
/// </summary>
internal static class WeightsEmitter
{
    private const string Parameters = "<parameters>";

    private const string Buffers = "<buffers>";

    /// <param name="model">The network.</param>
    /// <param name="plan">Its code.</param>
    /// <param name="image">Its memory; null where the data was not there.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="headline">What the file begins with.</param>
    public static string Emit(NetworkModel model, NetworkPlan plan, WeightImage? image, string name, string headline)
    {
        var isShared = MemberNames.SharesWeights(model);
        var isInPlace = MemberNames.PlacementOf(model) == Placement.InPlace;
        var type = isInPlace ? "ReadOnlySpan<ulong>" : "string";
        var frame = FileFrame.InOwnNamespace(model.Declaration.Type, headline, writer =>
        {
            writer.Comment($"The weights of {Printable.Of(name)} as they lie in memory. " + (isInPlace
                ? "They are constant data of the assembly, which is mapped and never moves; two numbers are one here, the first in its lower half."
                : "Two characters are the bits of one number, the lower half first."));
            FileFrame.TypeAttributes(writer);
            using (writer.Block("internal static class Weights"))
            {
                if (isInPlace)
                {
                    writer.Comment("No copy: all networks that only read it read the assembly.");
                    writer.Line("internal static readonly AlignedMemory Parameters = AlignedMemory.InPlace(ParametersImage, " + Literal.Int(plan.Layout.PackedCount) + ");");
                    if (MemberNames.HasBuffers(model))
                    {
                        writer.Line("internal static readonly AlignedMemory Buffers = AlignedMemory.InPlace(BuffersImage, " + Literal.Int(plan.Layout.BufferPackedCount) + ");");
                    }

                    writer.Blank();
                }
                else if (isShared)
                {
                    writer.Comment("One copy for all networks that read it, made at the first use.");
                    writer.Line("internal static readonly AlignedMemory Parameters = AlignedMemory.Shared(ParametersImage, " + Literal.Int(plan.Layout.PackedCount) + ");");
                    if (MemberNames.HasBuffers(model))
                    {
                        writer.Line($"internal static readonly AlignedMemory Buffers = AlignedMemory.Shared(BuffersImage, {Literal.Int(plan.Layout.BufferPackedCount)});");
                    }

                    writer.Blank();
                }

                writer.Row($"internal static {type} ParametersImage => " + (image is null ? Absent(name) : Parameters) + ";");
                if (MemberNames.HasBuffers(model))
                {
                    writer.Blank();
                    writer.Row($"internal static {type} BuffersImage => " + (image is null ? Absent(name) : Buffers) + ";");
                }

                if (MemberNames.TracksBatches(model))
                {
                    writer.Blank();
                    writer.Line($"internal static long[] Counters() => new long[] {{ {string.Join(", ", (image?.Counters ?? []).Select(Number))} }};");
                }
            }
        });
        Func<uint[], string> print = isInPlace ? Numbers : Text;
        return image is null ? frame : frame.Replace(Parameters, print(image.Parameters)).Replace(Buffers, print(image.Buffers));
    }

    /// <summary>The smallest number has no literal of its own.</summary>
    private static string Number(long value) => value == long.MinValue ? "long.MinValue" : Literal.Int(value) + "L";

    private static string Absent(string name) =>
        $"throw new InvalidOperationException({Literal.Text($"The weights of {name} were not there when the class was built.")})";

    /// <summary>The compiler takes each element by itself, in a kilobyte of memory: as few as can be.</summary>
    private static string Numbers(uint[] numbers)
    {
        var text = new StringBuilder((numbers.Length * 10) + 32).Append("new ulong[] { ");
        for (var i = 0; i < numbers.Length; i += 2)
        {
            text.Append("0x");
            if (i + 1 < numbers.Length)
            {
                AppendHalf(text, numbers[i + 1] >> 16);
                AppendHalf(text, numbers[i + 1]);
            }

            AppendHalf(text, numbers[i] >> 16);
            AppendHalf(text, numbers[i]);
            text.Append(", ");
        }

        return text.Append('}').ToString();
    }

    private static void AppendHalf(StringBuilder text, uint bits)
    {
        const string Digits = "0123456789abcdef";
        text.Append(Digits[(int)((bits >> 12) & 15)]).Append(Digits[(int)((bits >> 8) & 15)]).Append(Digits[(int)((bits >> 4) & 15)]).Append(Digits[(int)(bits & 15)]);
    }

    private static string Text(uint[] numbers)
    {
        var text = new StringBuilder((numbers.Length * 12) + 2);
        text.Append('"');
        foreach (var number in numbers)
        {
            AppendHalf(text.Append("\\u"), number);
            AppendHalf(text.Append("\\u"), number >> 16);
        }

        return text.Append('"').ToString();
    }
}
