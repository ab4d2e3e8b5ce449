namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>The step without vectors.</summary>
internal sealed partial class WeightStepKernel
{
    protected override void PrintScalar(CodeWriter writer)
    {
        var scalar = site.Scalar;
        if (passesOn)
        {
            PrintScalarInputGradient(writer);
        }

        if (passesOn && below is not null)
        {
            using (writer.Block($"for (int lane = 0; lane < {Literal.Int(site.Inputs)}; lane++)"))
            {
                writer.Line("float y = Unsafe.Add(ref x, lane);");
                writer.Line("float dy = Unsafe.Add(ref dx, lane);");
                var value = ExprPrinter.PrintShared(writer, below.Gradient, scalar, name => name, "");
                writer.Line($"Unsafe.Add(ref dx, lane) = {value};");
            }

            writer.Blank();
        }

        var (factors, vectors) = site.AlongInputs ? ("dz", "x") : ("x", "dz");
        ScalarLoops.Panels(writer, site.Weight.Axis, site.Weight.Rows, panel =>
        {
            using (writer.Block($"for (int lane = 0; lane < {panel.Valid}; lane++)"))
            {
                writer.Line($"float d = Unsafe.Add(ref {vectors}, {panel.Column} + lane);");
                using (writer.Block($"for (int k = 0; k < {Literal.Int(site.Weight.Rows)}; k++)"))
                {
                    writer.Line($"int at = {panel.Weights} + (k * {panel.Width}) + lane;");
                    writer.Line("float parameter = Unsafe.Add(ref weights, at);");
                    PrintScalarRule($"(Unsafe.Add(ref {factors}, k) * d) + 0f", "Weights", "at", "weights");
                }
            }

            writer.Blank();
        });
        if (site.Bias is not null)
        {
            using (writer.Block($"for (int at = 0; at < {Literal.Int(Axis.Length)}; at++)"))
            {
                writer.Line("float parameter = Unsafe.Add(ref bias, at);");
                PrintScalarRule("Unsafe.Add(ref dz, at) + 0f", "Bias", "at", "bias");
            }
        }

        void PrintScalarRule(string gradient, string memory, string at, string parameters)
        {
            writer.Line($"float gradient = {gradient};");
            UpdateKernel.PrintLimits(writer, rule.Limits, scalar, null);
            foreach (var slot in rule.Slots)
            {
                writer.Line($"float {slot} = Unsafe.Add(ref {slot}{memory}, {at});");
            }

            foreach (var statement in rule.Elements)
            {
                writer.Line($"{(statement.IsLocal ? "var " : "")}{statement.Name} = {ExprPrinter.Print(statement.Value, scalar, name => name)};");
            }

            foreach (var slot in rule.Slots)
            {
                writer.Line($"Unsafe.Add(ref {slot}{memory}, {at}) = {slot};");
            }

            writer.Line($"Unsafe.Add(ref {parameters}, {at}) = parameter;");
        }
    }

    /// <summary>In a block, as another kernel's body, whose parameters become locals.</summary>
    private void PrintScalarInputGradient(CodeWriter writer)
    {
        if (!site.AlongInputs)
        {
            writer.Line("const int rows = 1;");
            new InputGradient(site, null).Print(writer, site.Scalar);
            writer.Blank();
            return;
        }

        writer.Line($"{site.Name}InputGradientRow(ref dz, ref weights, ref dx);");
        writer.Blank();
    }
}
