namespace NeuralLearn.Compiled.Generator.Emission;

/// <summary>What must hold of an argument's length.</summary>
internal enum LengthRule
{
    /// <summary>It has none, or any will do.</summary>
    None,

    Exact,

    AtLeast,

    /// <summary>Whole steps, from one to all of the window.</summary>
    Steps,

    /// <summary>Whole rows, as many as there may be; of the first such argument of a call they are the call's.</summary>
    Rows,

    /// <summary>Whole rows, with which the other arguments have nothing to do.</summary>
    OwnRows,

    /// <summary>As many rows as the call has.</summary>
    PerRow,

    /// <summary>As many rows as the call has, or nothing.</summary>
    PerRowOrEmpty,
}

/// <summary>A parameter of an emitted member or a field of its batch, and what the member checks of it on entry.</summary>
/// <param name="Name">As it is emitted, without the @ of a keyword.</param>
/// <param name="Type">As it is emitted.</param>
internal sealed record MemberParameter(string Name, string Type)
{
    public LengthRule Rule { get; private init; }

    /// <summary>Values, those of a row or of a step; worked out when it is asked for.</summary>
    public Func<long> Size { get; private init; } = () => 0;

    /// <summary>Another number of values per row that is right too, because a field that is not seen may change what is meant.</summary>
    public long OtherSize { get; init; }

    /// <summary>The constant of the class that is the size; null where there is none.</summary>
    public string? Constant { get; private init; }

    /// <summary>Why it is this size: "the input of Net is a vector [64]".</summary>
    public string Reason { get; private init; } = "";

    /// <summary>What is counted.</summary>
    public string Unit { get; private init; } = "value";

    /// <summary>Steps of the window.</summary>
    public int Window { get; private init; }

    /// <summary>What the numbers in it must be; null where they may be anything.</summary>
    public Choice? Choice { get; init; }

    public bool IsSpan => Type.StartsWith("global::System.ReadOnlySpan<", StringComparison.Ordinal) || Type.StartsWith("global::System.Span<", StringComparison.Ordinal);

    /// <summary>Of a span "float", "int", "byte" or the name of another type; else nothing.</summary>
    public string Element => IsSpan ? Type.Substring(Type.IndexOf('<') + 1).TrimEnd('>') : "";

    /// <summary>A parameter of which as much is known as of an input or output.</summary>
    public static MemberParameter Of(string name, string type, LengthRule rule, Func<long> size, string? constant, string reason, string unit = "value") =>
        new(name.TrimStart('@'), type) { Rule = rule, Size = size, Constant = constant, Reason = reason, Unit = unit };

    /// <summary>A row that may also be the first steps of the window alone.</summary>
    public static MemberParameter OfSteps(string name, string type, long size, int window, string? constant, string reason) =>
        new(name.TrimStart('@'), type) { Rule = LengthRule.Steps, Size = () => size, Constant = constant, Reason = reason, Window = window };

    public MemberParameter As(string name, LengthRule rule) => this with { Name = name.TrimStart('@'), Rule = rule };
}

/// <summary>Numbers that stand for one of several things: 0 to <paramref name="Count"/> - 1.</summary>
/// <param name="Ignored">A number outside that is right too.</param>
/// <param name="Of">What they choose from: "the classes of dense2 [Dense]".</param>
/// <param name="WayOut">What to do instead.</param>
internal sealed record Choice(long Count, long? Ignored, string Of, string WayOut);

/// <summary>One overload of an emitted member.</summary>
internal sealed record MemberForm(string Name, IReadOnlyList<MemberParameter> Parameters);
