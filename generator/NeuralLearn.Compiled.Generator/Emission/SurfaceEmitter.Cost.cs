namespace NeuralLearn.Compiled.Generator.Emission;

/// <summary>The members that describe the network.</summary>
internal sealed partial class SurfaceEmitter
{
    private void PrintDescription()
    {
        Doc("The network as a table: layers, shapes, parameters, multiply-adds; below it what it costs.", ("returns", "Lines of text."));
        Member("public static string Summary()", $"return {_own}.Description.Summary;");
        Doc("The network as a diagram in the language of Mermaid, which many viewers of Markdown draw: a box per layer, an arrow per value that is read.", ("returns", "Lines of text."));
        Member("public static string Mermaid()", $"return {_own}.Description.Mermaid;");
        if (_plan is null && !IsTakenName("Cost"))
        {
            CostEmitter.PrintUnknown(_writer);
        }
    }
}
