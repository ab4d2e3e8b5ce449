using NeuralLearn.Compiled.Conformance.Reference;
using NeuralLearn.Compiled.Conformance.Translation;

namespace NeuralLearn.Compiled.Conformance.Harness;

public sealed class ReferenceDataTests
{
    [Fact]
    public void ShippedSet_HasAllTensorsThatTheIndexSays()
    {
        Assert.Equal(281, ReferenceSet.Shipped.Cases.Count);
        Assert.All(ReferenceSet.Shipped.Cases, reference => Assert.Equal(
            reference.ParameterCount, reference.Under("param").Sum(entry => entry.Tensor.Values.Length)));
    }

    [Fact]
    public void WholeNumberTensor_KeepsItsIntegers()
    {
        var labels = ReferenceSet.Shipped["loss_cross_entropy_0"].Target;

        Assert.Equal([2], labels.Shape);
        Assert.All(labels.Integers!, label => Assert.InRange(label, 0, 2));
    }

    [Fact]
    public void WrittenFile_ReadsBack()
    {
        ReferenceTensor[] tensors =
        [
            new("a.weight", [2, 3], [1, 2, 3, 4, 5, float.NaN], null),
            new("b", [], [-0f], null),
        ];

        var read = SafetensorsFile.Read(SafetensorsFile.Write(tensors));

        Assert.Equal(["a.weight", "b"], read.Keys);
        Assert.Equal(tensors[0].Values, read["a.weight"].Values);
        Assert.Equal(tensors[0].Shape, read["a.weight"].Shape);
        Assert.Equal(BitConverter.SingleToInt32Bits(-0f), BitConverter.SingleToInt32Bits(read["b"].Values[0]));
    }

    [Fact]
    public void EveryShippedCase_IsKnownToTheTranslator()
    {
        var translator = new CaseTranslator(RuntimeSurface.Current, null);

        var unknown = ReferenceSet.Shipped.Cases.SelectMany(reference => translator.Translate(reference).Missing)
            .Where(reason => reason.EndsWith("unknown to the tests", StringComparison.Ordinal));

        Assert.Empty(unknown);
    }

    [Fact]
    public void EveryShippedCase_HasAClassNameOfItsOwn()
    {
        var translator = new CaseTranslator(RuntimeSurface.Current, null);

        var names = ReferenceSet.Shipped.Cases.Select(reference => translator.Translate(reference).ClassName).ToList();

        Assert.Equal(names.Count, names.Distinct(StringComparer.Ordinal).Count());
    }
}
