using System.Reflection.Metadata;

namespace NeuralLearn.Compiled.Build;

/// <summary>A network in a compiled assembly: a class with [Network] and the constants of its nested class Cost.</summary>
internal sealed class CompiledNetwork(string name, string table, long codeBytes, bool asksForReport)
{
    private const string Library = "NeuralLearn.Compiled";

    /// <summary>With the namespace and the types around it.</summary>
    public string Name { get; } = name;

    /// <summary>The layer table.</summary>
    public string Table { get; } = table;

    public long CodeBytes { get; } = codeBytes;

    /// <summary>Whether the class says [Network(Report = true)].</summary>
    public bool AsksForReport { get; } = asksForReport;

    public static IEnumerable<CompiledNetwork> In(MetadataReader reader)
    {
        foreach (var handle in reader.TypeDefinitions)
        {
            var type = reader.GetTypeDefinition(handle);
            if (Marker(reader, type) is not { } marker || Cost(reader, type) is not { } cost
                || Constant(reader, cost, "Table") is not string table || Constant(reader, cost, "CodeBytes") is not long codeBytes)
            {
                continue;
            }

            var report = marker.DecodeValue(new ArgumentTypes()).NamedArguments.Any(argument => argument.Name == "Report" && argument.Value is true);
            yield return new CompiledNetwork(FullName(reader, type), table, codeBytes, report);
        }
    }

    private static CustomAttribute? Marker(MetadataReader reader, TypeDefinition type)
    {
        foreach (var handle in type.GetCustomAttributes())
        {
            var attribute = reader.GetCustomAttribute(handle);
            if (attribute.Constructor.Kind == HandleKind.MemberReference
                && reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent is { Kind: HandleKind.TypeReference } parent
                && reader.GetTypeReference((TypeReferenceHandle)parent) is var owner
                && reader.StringComparer.Equals(owner.Name, "NetworkAttribute") && reader.StringComparer.Equals(owner.Namespace, Library))
            {
                return attribute;
            }
        }

        return null;
    }

    private static TypeDefinition? Cost(MetadataReader reader, TypeDefinition type)
    {
        foreach (var handle in type.GetNestedTypes())
        {
            var nested = reader.GetTypeDefinition(handle);
            if (reader.StringComparer.Equals(nested.Name, "Cost"))
            {
                return nested;
            }
        }

        return null;
    }

    private static object? Constant(MetadataReader reader, TypeDefinition type, string name)
    {
        foreach (var handle in type.GetFields())
        {
            var field = reader.GetFieldDefinition(handle);
            if (reader.StringComparer.Equals(field.Name, name) && field.GetDefaultValue() is { IsNil: false } value)
            {
                var constant = reader.GetConstant(value);
                return reader.GetBlobReader(constant.Value).ReadConstant(constant.TypeCode);
            }
        }

        return null;
    }

    private static string FullName(MetadataReader reader, TypeDefinition type)
    {
        var name = reader.GetString(type.Name);
        var outer = type.GetDeclaringType();
        if (!outer.IsNil)
        {
            return FullName(reader, reader.GetTypeDefinition(outer)) + "." + name;
        }

        var space = reader.GetString(type.Namespace);
        return space.Length == 0 ? name : space + "." + name;
    }

    /// <summary>What a decoder of attributes asks about types. Ours have booleans and enumerations of int.</summary>
    private sealed class ArgumentTypes : ICustomAttributeTypeProvider<string>
    {
        public string GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode.ToString();

        public string GetSystemType() => "System.Type";

        public string GetSZArrayType(string elementType) => elementType + "[]";

        public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => reader.GetString(reader.GetTypeDefinition(handle).Name);

        public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => reader.GetString(reader.GetTypeReference(handle).Name);

        public string GetTypeFromSerializedName(string name) => name;

        public PrimitiveTypeCode GetUnderlyingEnumType(string type) => PrimitiveTypeCode.Int32;

        public bool IsSystemType(string type) => type == "System.Type";
    }
}
