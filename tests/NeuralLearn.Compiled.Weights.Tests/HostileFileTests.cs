using NeuralLearn.Compiled.Build.Weights;
using NeuralLearn.Compiled.Tests.Files;
using Xunit.Abstractions;

namespace NeuralLearn.Compiled.Weights.Tests;

/// <summary>The build takes the files that Load takes, and no others; of the others it says the same.</summary>
public sealed class HostileFileTests(ITestOutputHelper output)
{
    [Fact]
    public void TenThousandNearlyRightFiles_AreJudgedAsByTheLibrary()
    {
        const int Seed = 4711;
        var mutator = new FileMutator(Seed);
        int accepted = 0, refused = 0, alike = 0;
        for (var round = 0; round < 10_000; round++)
        {
            var file = mutator.Next(faults: round % 5);
            var problem = WeightsText.Read("a.safetensors", new MemoryStream(file)).Problem;
            var expected = ProblemOf(file);
            Assert.True((problem is null) == (expected is null), $"seed {Seed}, round {round}: {problem ?? "accepted"}, but Load: {expected ?? "accepts"}; {Convert.ToBase64String(file)}");
            _ = problem is null ? accepted++ : refused++;
            alike += problem is not null && problem == expected ? 1 : 0;
        }

        output.WriteLine($"{accepted} accepted, {refused} refused, {alike} of them in the same words");
        Assert.InRange(accepted, 2_000, 6_000);
        Assert.True(alike > refused / 4, $"{alike} of {refused}");
    }

    [Theory]
    [MemberData(nameof(BadFileTests.BadFiles), MemberType = typeof(BadFileTests))]
    public void BadFile_IsRefusedForItsReason(string what, byte[] file, string reason)
    {
        var text = WeightsText.Read("models/a.safetensors", new MemoryStream(file));
        Assert.True(text.Problem?.Contains(reason, StringComparison.OrdinalIgnoreCase) == true, $"{what}: {text.Problem ?? "accepted"}");
        Assert.Null(text.Payload);
        Assert.Equal(3, text.Header.TrimEnd('\n').Split('\n').Length);
    }

    [Fact]
    public void AbsentFile_IsSaidToBeAbsent() =>
        Assert.Equal("There is no such file.", WeightsText.Read("a", Path.Combine(AppContext.BaseDirectory, "Models", "nothing.safetensors")).Problem);

    [Fact]
    public void EveryShorterFile_IsRefused()
    {
        var file = File.ReadAllBytes(PyTorchTests.FileOf("mlp"));
        for (var length = 0; length < file.Length; length += 7)
        {
            Assert.NotNull(WeightsText.Read("mlp", new MemoryStream(file[..length])).Problem);
        }
    }

    [Fact]
    public void NamesOfAnyKind_StayOnTheirLine()
    {
        var header = "{\"a b\\n\\\\c\\u2028\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}";
        var text = WeightsText.Read("dir/näme.safetensors", new MemoryStream(FileBytes.Of(header, 4)));
        Assert.Equal(
            ["neurallearn weights 1", "name dir/näme.safetensors", "tensor F32 1 0 a b\\u000a\\u005cc\\u2028"],
            text.Header.TrimEnd('\n').Split('\n').Where(line => !line.StartsWith("data ", StringComparison.Ordinal)));
    }

    private static string? ProblemOf(byte[] file)
    {
        try
        {
            SafeTensorsFile.Parse(file);
            return null;
        }
        catch (InvalidDataException problem)
        {
            return problem.Message;
        }
    }
}
