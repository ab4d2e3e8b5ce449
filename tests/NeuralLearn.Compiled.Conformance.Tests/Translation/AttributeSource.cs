namespace NeuralLearn.Compiled.Conformance.Translation;

/// <summary>Writes one attribute, and adds to <paramref name="missing"/> whatever of it the library does not have yet.</summary>
internal sealed class AttributeSource(RuntimeSurface surface, string name, ICollection<string> missing)
{
    private readonly List<string> _constructor = [];
    private readonly List<string> _properties = [];
    private int _positional;

    public AttributeSource Positional(params string[] literals)
    {
        _constructor.AddRange(literals);
        _positional += literals.Length;
        if (Exists && !surface.TakesPositional(name, _positional))
        {
            missing.Add($"{name} with {_positional} argument(s)");
        }

        return this;
    }

    /// <summary>A property, or where there is none a constructor parameter of that name; nothing for a null literal.</summary>
    public AttributeSource Named(string member, string? literal)
    {
        if (literal is null || !Exists)
        {
            return this;
        }

        if (surface.HasSettableProperty(name, member))
        {
            _properties.Add($"{member} = {literal}");
        }
        else if (surface.ConstructorParameter(name, member, _positional) is { } parameter)
        {
            _constructor.Add($"{parameter}: {literal}");
        }
        else
        {
            missing.Add($"{name}.{member}");
        }

        return this;
    }

    public AttributeSource Flag(string member, bool? value) => Named(member, value is { } known ? (known ? "true" : "false") : null);

    /// <summary>A member of an enum as a named argument; nothing for a null member.</summary>
    public AttributeSource Enumerated(string member, string enumeration, string? value) =>
        Named(member, value is null ? null : EnumMember(enumeration, value));

    public AttributeSource PositionalEnum(string enumeration, string value) => Positional(EnumMember(enumeration, value));

    public override string ToString()
    {
        if (!Exists)
        {
            missing.Add($"[{name}]");
        }

        var arguments = string.Join(", ", _constructor.Concat(_properties));
        return arguments.Length == 0 ? $"[{name}]" : $"[{name}({arguments})]";
    }

    private bool Exists => surface.Attribute(name) is not null;

    private string EnumMember(string enumeration, string value)
    {
        if (!surface.HasEnumMember(enumeration, value))
        {
            missing.Add($"{enumeration}.{value}");
        }

        return $"{enumeration}.{value}";
    }
}
