using NeuralLearn.Compiled.Tests.Networks;

namespace NeuralLearn.Compiled.Tests.Features.OneRow;

/// <summary>Every network of these tests, a line each.</summary>
internal static class OneRowCases
{
    private static readonly Dictionary<string, Func<OneRowCase>> Known = All().ToDictionary(create => create().Name, StringComparer.Ordinal);

    public static IEnumerable<string> Names => Known.Keys;

    /// <summary>A new one each time, as tests put numbers of their own into it.</summary>
    public static OneRowCase Of(string name) => Known[name]();

    /// <summary>Buffers that do something, where there are any.</summary>
    public static ITrainableNetwork Prepared(ITrainableNetwork network)
    {
        network.LoadBuffers(Array.ConvertAll(Numbers.Uniform(network.Info.BufferCount, 4, 0.5f), value => 1f + value));
        return network;
    }

    private static IEnumerable<Func<OneRowCase>> All() =>
    [
        Values<OneToOne>(), Values<Xor>(), Values<SmallOdd>(), Values<OneOverPanels>(), Values<FullPanels>(), Labels<Sensor>(), Values<WideHidden>(),
        Values<ManyPanels>(), Values<LongRows>(), Values<WithoutBias>(), Values<OneWeight>(), Values<Deep>(),
        Values<Sum>(), Values<Joined>(), Values<ReadTwice>(), ThreeSpans<TwoInputs>(), Values<LookedAt>(outputs: 3), Labels<Measured>(),
        Values<FrozenFirst>(), Values<FrozenMiddle>(), Values<FrozenLast>(), Values<AllSlow>(), Values<FrozenAndSlow>(), Values<FrozenSlopes>(),
        Values<PortableRegression>(), Labels<PortableClasses>(),

        Values<WithIdentity>(), Values<WithReLU>(), Values<WithReLU6>(), Values<WithLeakyReLU>(), Values<WithELU>(), Values<WithSELU>(), Values<WithGELU>(),
        Values<WithGELUTanh>(), Values<WithSiLU>(), Values<WithMish>(), Values<WithSigmoid>(), Values<WithTanh>(), Values<WithSoftplus>(), Values<WithSoftsign>(),
        Values<WithHardSigmoid>(), Values<WithHardSwish>(), Values<WithHardTanh>(), Values<WithSoftmax>(), Values<WithLogSoftmax>(), Values<LinesOfTheirOwn>(),

        Values<BySgd>(), Values<ByMomentum>(), Values<ByDampenedMomentum>(), Values<ByNesterov>(), Values<ByDecay>(), Values<ByAdam>(), Values<ByAdamW>(),
        Values<ByAmsGrad>(), Values<ByAmsGradW>(), Values<ByRmsProp>(), Values<ByCentredRmsProp>(), Values<ByAdagrad>(), Values<ByDecayingAdagrad>(),
        Values<ByClippedRmsProp>(), Values<ClippedValues>(),

        Values<HalfSquared>(), Values<Summed>(), Values<Absolute>(), Values<Huber>(), Values<SmoothL1>(), Values<YesAndNo>(), Values<Logits>(),
        Values<Divergence>(), Values<Margin>(), Labels<Margins>(), Labels<Scores>(), Values<Scores>(), Labels<Smoothed>(), Values<Smoothed>(), Labels<Likelihood>(), Labels<IgnoringAClass>(),
        Labels<Signals, Signal>(label => (Signal)label), Values<Signals>(),

        // A step that must see all gradients first, or a row that is not simply a row: as before.
        Values<EarlyLoss>(false, outputs: 7), Values<DecayBesideTheLoss>(false, outputs: 7), Values<OneSlow>(false), Values<LearnedSlopes>(false), Values<Dropped>(false), Values<ClippedNorm>(false), Values<Skipping>(false),
        Labels<WeightedClasses>(false), Labels<WeightedSmoothed>(false), Values<WeightedOutputs>(false), Values<WeightedLoss>(false), Values<Supplied>(false),
        InputOnly<Itself>(false), ThreeSpans<TwoLosses>(false),
    ];

    /// <summary>Numbers between 0 and 1, which every loss of this kind takes as targets.</summary>
    private static Func<OneRowCase> Values<T>(bool hasRowStep = true, int outputs = 0)
        where T : class, ITrainableNetwork, INetwork<T> => () => new OneRowCase<T, float>(
            "", Array.ConvertAll(Numbers.Uniform(OneRowCase.Rows * (outputs == 0 ? T.Info.OutputSize : outputs), 2), value => Math.Abs(value)))
        { HasRowStep = hasRowStep };

    private static Func<OneRowCase> Labels<T>(bool hasRowStep = true)
        where T : class, ITrainableNetwork, INetwork<T> => () => new OneRowCase<T, int>(
            " by label", Numbers.Labels(OneRowCase.Rows, T.Info.OutputSize, 3))
        { HasRowStep = hasRowStep };

    private static Func<OneRowCase> Labels<T, TLabel>(Converter<int, TLabel> convert)
        where T : class, ITrainableNetwork, INetwork<T>
        where TLabel : struct => () => new OneRowCase<T, TLabel>(" by label", Array.ConvertAll(Numbers.Labels(OneRowCase.Rows, T.Info.OutputSize, 3), convert));

    private static Func<OneRowCase> ThreeSpans<T>(bool hasRowStep = true)
        where T : class, ITrainableNetwork, INetwork<T> => () => new ThreeSpanCase<T> { HasRowStep = hasRowStep };

    private static Func<OneRowCase> InputOnly<T>(bool hasRowStep)
        where T : class, ITrainableNetwork, INetwork<T> => () => new InputOnlyCase<T> { HasRowStep = hasRowStep };
}
