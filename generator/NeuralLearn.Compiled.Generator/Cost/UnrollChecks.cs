using NeuralLearn.Compiled.Generator.Diagnostics;
using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Layers;
using NeuralLearn.Compiled.Generator.Schedule;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Cost;

/// <summary>Whether what is to be written out is more than the JIT goes along with.</summary>
internal static class UnrollChecks
{
    /// <summary>The vectors of most machines: of 256 bits.</summary>
    private const int Lanes = 8;

    /// <summary>What the declaration asks for.</summary>
    public static Unroll Of(NetworkModel model) => model.Declaration.Network.Enumeration<Unroll>("Unroll");

    /// <summary>The model, and beside its problems the layers that keep their loops although all is to be written out.</summary>
    public static NetworkModel Check(NetworkModel model)
    {
        if (model.HasErrors || Of(model) != Unroll.Full)
        {
            return model;
        }

        var problems = new ProblemList();
        foreach (var layer in model.Layers.Where(layer => layer.Declaration.Attribute.Kind == "Dense" && layer.Output.Positions == 1))
        {
            var (inputs, units) = (layer.Input.Size, layer.Output.Size);
            var (rows, axis) = SumOrder.RunsAlongInputs(inputs, units) ? (units, inputs) : (inputs, units);
            var products = (long)rows * RowPlacement.VectorsOf(new PackedAxis(axis), Lanes);
            if (products > RowSchedule.MostProducts(Lanes))
            {
                problems.Add(CostRules.TooMuchToUnroll, layer.Declaration.Index, "", layer.Declaration.Title, products, RowSchedule.MostProducts(Lanes));
            }
        }

        return model.With(problems.Items);
    }
}
