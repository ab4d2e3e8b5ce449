using System.Text.Json;

namespace NeuralLearn.Compiled.Conformance.Fakes;

/// <summary>A dense layer and the activation behind it, in double and without any thought for speed.</summary>
internal sealed class FakeLayer(string id, int inputs, int outputs, int offset)
{
    private string _activation = "linear";

    public string Id { get; } = id;

    public int Inputs { get; } = inputs;

    public int Outputs { get; } = outputs;

    public int Weights { get; } = offset;

    public int Biases => Weights + (Inputs * Outputs);

    public int End => Biases + Outputs;

    /// <summary>The layers of a case that is made of dense layers with biases and plain activations.</summary>
    public static List<FakeLayer> Read(IEnumerable<JsonElement> layers)
    {
        var result = new List<FakeLayer>();
        foreach (var layer in layers)
        {
            var type = layer.GetProperty("type").GetString()!;
            if (type == "dense")
            {
                result.Add(new FakeLayer(
                    layer.GetProperty("id").GetString()!,
                    layer.GetProperty("in_features").GetInt32(),
                    layer.GetProperty("out_features").GetInt32(),
                    result.Count == 0 ? 0 : result[^1].End));
            }
            else
            {
                result[^1]._activation = type;
            }
        }

        return result;
    }

    public double[] Forward(float[] parameters, double[] input)
    {
        var output = new double[Outputs];
        for (var o = 0; o < Outputs; o++)
        {
            double sum = parameters[Biases + o];
            for (var i = 0; i < Inputs; i++)
            {
                sum += parameters[Weights + (o * Inputs) + i] * input[i];
            }

            output[o] = Activate(sum);
        }

        return output;
    }

    /// <summary>Adds the parameters' gradients and returns the input's; the activation's slope is had from its result.</summary>
    public double[] Backward(float[] parameters, double[] input, double[] output, double[] outputGradient, double[] gradients)
    {
        var inputGradient = new double[Inputs];
        for (var o = 0; o < Outputs; o++)
        {
            var delta = outputGradient[o] * Slope(output[o]);
            gradients[Biases + o] += delta;
            for (var i = 0; i < Inputs; i++)
            {
                gradients[Weights + (o * Inputs) + i] += delta * input[i];
                inputGradient[i] += delta * parameters[Weights + (o * Inputs) + i];
            }
        }

        return inputGradient;
    }

    private double Activate(double x) => _activation switch
    {
        "linear" => x,
        "relu" => Math.Max(x, 0),
        "tanh" => Math.Tanh(x),
        _ => throw new NotSupportedException(_activation),
    };

    private double Slope(double y) => _activation switch
    {
        "linear" => 1,
        "relu" => y > 0 ? 1 : 0,
        "tanh" => 1 - (y * y),
        _ => throw new NotSupportedException(_activation),
    };
}
