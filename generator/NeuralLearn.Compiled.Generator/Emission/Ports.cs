using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Emission;

/// <summary>What emitted passes call an input or an output of the network.</summary>
internal static class Ports
{
    /// <summary>One row: "input", or "boardInput" where inputs have names.</summary>
    public static string Row(NetworkInput input) => input.Name is null ? "input" : Camel(input.Identifier) + "Input";

    /// <summary>Many rows.</summary>
    public static string Rows(NetworkInput input) => Row(input) + "s";

    public static string Row(NetworkOutput output) => output.Name is null ? "output" : Camel(output.Identifier) + "Output";

    public static string Rows(NetworkOutput output) => Row(output) + "s";

    /// <summary>Fields of the rows that a training call hands over. No prefix begins another, so no two can meet.</summary>
    public static string RowsOf(string identifier) => "RowsOf" + identifier;

    public static string GradientOf(string identifier) => "GradientOf" + identifier;

    public static string ResultOf(string identifier) => "ResultOf" + identifier;

    public static string TargetOf(string identifier) => "TargetOf" + identifier;

    public static string LabelOf(string identifier) => "LabelOf" + identifier;

    public static string SelectedOf(string identifier) => "SelectedOf" + identifier;

    public static string WeightsOf(string identifier) => "WeightsOf" + identifier;

    public static string Camel(string identifier) => char.ToLowerInvariant(identifier[0]) + identifier.Substring(1);
}
