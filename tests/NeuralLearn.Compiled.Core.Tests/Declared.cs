using NeuralLearn.Compiled.Generator.Declarations;
using NeuralLearn.Compiled.Generator.Shapes;
using NeuralLearn.Compiled.Generator.Support;

namespace NeuralLearn.Compiled.Core.Tests;

/// <summary>Declarations made by hand, without any source.</summary>
internal static class Declared
{
    public static TypeIdentity Type(string name = "Net", string space = "Samples", bool isPartial = true, TypeKindName kind = TypeKindName.Class) =>
        new(space, default, name, space.Length == 0 ? name : space + "." + name, kind, isPartial);

    /// <summary>A network of these lines; [Network] stands before them at index 0.</summary>
    public static NetworkDeclaration Network(params AttributeDeclaration[] lines) =>
        new(Type(), lines.Prepend(Line("Network")).ToEquatableArray(), false, default, TargetProfile.Modern);

    public static NetworkModel Model(params AttributeDeclaration[] lines) => ShapeInference.Infer(Network(lines));

    /// <summary>The problems of a network of these lines as "id @attribute.slot".</summary>
    public static IEnumerable<string> Problems(params AttributeDeclaration[] lines) => Problems(Network(lines));

    public static IEnumerable<string> Problems(NetworkDeclaration declaration) => ShapeInference.Infer(declaration).Problems
        .Select(problem => $"{problem.Rule.Id} @{problem.Attribute}{(problem.Slot.Length == 0 ? "" : "." + problem.Slot)}");

    public static AttributeDeclaration Line(string kind, params (string Slot, object Value)[] arguments) =>
        new(kind, arguments.Select(argument => new Argument(argument.Slot, Value(argument.Value))).ToEquatableArray());

    public static AttributeDeclaration Input(int features) => Line("Input", ("Features", features));

    public static AttributeDeclaration Input(int a, int b, InputKind kind) => Line("Input", ("A", a), ("B", b), ("Kind", kind));

    public static AttributeDeclaration Signal(int channels, int length) => Input(channels, length, InputKind.Signal);

    public static AttributeDeclaration Sequence(int time, int features) => Input(time, features, InputKind.Sequence);

    public static AttributeDeclaration Indices(int count) => Line("Input", ("Features", count), ("Kind", InputKind.Indices));

    public static AttributeDeclaration Conv1D(int channels, int kernel, params (string Slot, object Value)[] arguments) =>
        Line("Conv1D", [("Channels", channels), ("Kernel", kernel), .. arguments]);

    public static AttributeDeclaration Conv2D(int channels, int kernel, params (string Slot, object Value)[] arguments) =>
        Line("Conv2D", [("Channels", channels), ("Kernel", kernel), .. arguments]);

    public static AttributeDeclaration Reshape(InputKind kind, params int[] dimensions) => Line("Reshape", ("Dimensions", Integers(dimensions)), ("Kind", kind));

    public static ArgumentValue Integers(params int[] items) =>
        ArgumentValue.OfIntegers(items.Select(item => item.ToString(System.Globalization.CultureInfo.InvariantCulture)).ToEquatableArray());

    public static AttributeDeclaration Image(int channels, int height, int width) =>
        Line("Input", ("Channels", channels), ("Height", height), ("Width", width));

    public static AttributeDeclaration Dense(int units, params (string Slot, object Value)[] arguments) =>
        Line("Dense", [("Units", units), .. arguments]);

    public static AttributeDeclaration Named(string kind, string name) => Line(kind, ("Name", name));

    public static ArgumentValue List(params string[] items) => ArgumentValue.OfList(items.ToEquatableArray());

    public static ArgumentValue Numbers(params string[] items) => ArgumentValue.OfNumbers(items.ToEquatableArray());

    private static ArgumentValue Value(object value) => value switch
    {
        int integer => ArgumentValue.OfInteger(integer),
        double real => ArgumentValue.OfReal(real),
        bool boolean => ArgumentValue.OfBoolean(boolean),
        string text => ArgumentValue.OfText(text),
        Enum member => ArgumentValue.OfEnumeration(member.GetType().Name, Convert.ToInt64(member, null)),
        ArgumentValue made => made,
        _ => throw new ArgumentException("No argument value for " + value.GetType()),
    };
}
