using NeuralLearn.Compiled;

namespace Game.Brains;

/// <summary>
/// One brain that all agents share and that learns from what happens to each: scores for the turns, and what it expects to be rewarded
/// with from here on. The hidden layer is an output without a loss, so that it can be drawn.
/// </summary>
[Network(Arithmetic = Arithmetic.Portable)]
[Input(Thought.Senses), Dense(Thought.Hidden, Activation.Tanh, Name = "body"), Output("hidden")]
[Dense(Thought.Turns, From = "body", Init = Init.Zeros), Output("policy")]
[Dense(1, From = "body"), Output("value")]
[ExternalLoss(Output = "policy"), HuberLoss(Output = "value", Weight = 0.5)]
[Adam(LearningRate = 4e-3, ClipNorm = 0.5, SkipNonFinite = true)]
public sealed partial class Steering;

/// <summary>The brain of a single agent, which never learns: the better ones have children that differ a little.</summary>
[Network(Arithmetic = Arithmetic.Portable)]
[Input(Thought.Senses), Dense(Thought.Hidden, Activation.Tanh, Name = "body"), Output("hidden")]
[Dense(Thought.Turns), Output("policy")]
public sealed partial class Creature;
