using NeuralLearn.Compiled.Generator.Emission.Kernels;
using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Emission;

/// <summary>How one vector width spells its operations in C#.</summary>
/// <param name="Lanes">Floats per vector: 16, 8, 4, or 1 for plain floats.</param>
/// <param name="Level">The width the surrounding class is for; narrower vectors in it may rely on its hardware.</param>
/// <param name="Portable">Separate multiply and add.</param>
internal sealed record Dialect(int Lanes, int Level, bool Portable)
{
    /// <summary>Memory that is registers in this place of the code, by the name of its reference.</summary>
    public IReadOnlyDictionary<string, RegisterRow>? Registers { get; init; }

    public static Dialect ForLevel(int level, bool portable) => new(level, level, portable);

    /// <summary>The class of a level's kernels.</summary>
    public static string ClassName(int level) => level == 1 ? "KernelsScalar" : "Kernels" + Literal.Int(level * 32);

    public string Class => "Vector" + Literal.Int(Lanes * 32);

    public string Type => Lanes == 1 ? "float" : Class + "<float>";

    public string Zero => Lanes == 1 ? "0f" : Type + ".Zero";

    /// <summary>A narrower vector for a panel that does not fill one of this width.</summary>
    public Dialect Narrow(int panelWidth) => panelWidth < Lanes ? this with { Lanes = panelWidth } : this;

    /// <summary>Names an element at a constant distance from a reference.</summary>
    public static string At(string reference, int offset) =>
        offset == 0 ? reference : "Unsafe.Add(ref " + reference + ", " + Literal.Int(offset) + ")";

    public static string RefAt(string reference, int offset) => "ref " + At(reference, offset);

    public string Load(string reference, int offset) =>
        Held(reference) is { } row ? row.Name(offset)
        : Lanes == 1 ? At(reference, offset)
        : offset == 0 ? $"{Class}.LoadUnsafe(ref {reference})"
        : $"{Class}.LoadUnsafe(ref {reference}, {Literal.Int(offset)})";

    public string Store(string value, string reference, int offset) =>
        Held(reference) is { } row ? $"{row.Name(offset)} = {value};"
        : Lanes == 1 ? $"{At(reference, offset)} = {value};"
        : offset == 0 ? $"{value}.StoreUnsafe(ref {reference});"
        : $"{value}.StoreUnsafe(ref {reference}, {Literal.Int(offset)});";

    private RegisterRow? Held(string reference) => Registers is not null && Registers.TryGetValue(reference, out var row) ? row : null;

    /// <summary>Whether a vector of padding alone would have to be stored.</summary>
    public bool StoresPadding(string reference) => Held(reference) is null;

    /// <summary>One element in every lane.</summary>
    public string BroadcastAt(string reference, int index) =>
        Held(reference) is { } row ? SpreadOne(row.Four(index & ~3, this), index & 3) : Broadcast(At(reference, index));

    public string Broadcast(string scalar) => Lanes == 1 ? scalar : $"{Class}.Create({scalar})";

    /// <summary>Four numbers from memory, repeated through the vector.</summary>
    public string RepeatFour(string reference) => RepeatQuarter($"Vector128.LoadUnsafe({reference})");

    private string RepeatQuarter(string four) => Lanes switch
    {
        16 => $"Lanes.RepeatFour512({four})",
        8 => $"Lanes.RepeatFour256({four})",
        _ => four,
    };

    /// <summary>One of four repeated numbers in every lane. 256 and 512 bits exist on x64 only.</summary>
    public string SpreadOne(string four, int index) => Lanes switch
    {
        16 => $"Avx512F.Permute4x32({four}, {Literal.Int(index * 0x55)})",
        8 => $"Avx.Permute({four}, {Literal.Int(index * 0x55)})",
        _ => $"Vector128.Shuffle({four}, Vector128.Create({Literal.Int(index)}))",
    };

    /// <summary>
    /// a * b + c. 256 and 512 bits exist on x64 only, where the kernels are chosen only if the fused instruction does; 128 bits also on
    /// hardware without it, so there the runtime library decides. Plain floats run where there is no vector hardware at all: separate.
    /// </summary>
    public string MultiplyAdd(string a, string b, string c) =>
        Portable || Lanes == 1 ? $"({a} * {b}) + {c}"
        : Lanes == 16 ? $"Avx512F.FusedMultiplyAdd({a}, {b}, {c})"
        : Level >= 8 ? $"Fma.MultiplyAdd({a}, {b}, {c})"
        : $"Lanes.MultiplyAdd({a}, {b}, {c})";

    /// <summary>Keeps the first lanes and clears the others, whatever they hold.</summary>
    public string KeepFirst(string value, int count) =>
        count >= Lanes ? value : count <= 0 ? Zero : $"({value} & {Mask(count)})";

    /// <summary>The mask of this width's first lanes, repeated through a wider vector.</summary>
    public string RepeatMask(int count, Dialect wide) =>
        Lanes == 4 ? wide.RepeatQuarter(Mask(count)) : $"Vector512.Create({Mask(count)}, {Mask(count)})";

    public string Mask(int count) => $"Lanes.First{Literal.Int(Lanes * 32)}({Literal.Int(count)})";

    /// <summary>Fills the lanes after the first ones with another value.</summary>
    public string FillAfter(string value, int count, string filling) =>
        count >= Lanes ? value : $"{Class}.ConditionalSelect({Mask(count)}, {value}, {filling})";

    public string Math(MathFunction function, string argument) => function switch
    {
        MathFunction.Relu => $"Lanes.Relu({argument})",
        MathFunction.Sqrt => Lanes == 1 ? $"MathF.Sqrt({argument})" : $"{Class}.Sqrt({argument})",
        MathFunction.Abs => Lanes == 1 ? $"MathF.Abs({argument})" : $"{Class}.Abs({argument})",
        _ => $"{(Portable ? "PortableVectorMath" : "VectorMath")}.{function}({argument})",
    };

    public string Power(string @base, string exponent) => $"{(Portable ? "PortableVectorMath" : "VectorMath")}.Pow({@base}, {exponent})";

    /// <summary>A vector of this width whose first lanes are the given narrower one's and whose others are +0.</summary>
    public string Widen(string value, int from)
    {
        var text = value;
        for (var lanes = from; lanes < Lanes; lanes *= 2)
        {
            text += ".ToVector" + Literal.Int(lanes * 64) + "()";
        }

        return text;
    }
}
