"""Values of torch.distributions.Categorical and Normal, and gradients of the policy-gradient loss."""
import torch
from torch.distributions import Categorical, Normal

from reference import Numbers


def policy_gradient(log_probability, entropy, advantage, bonus, inputs):
    """Gradients of -A * ln pi(a) - beta * H."""
    return torch.autograd.grad(-advantage * log_probability - bonus * entropy, inputs)


def categorical(name, logits, allowed=None, advantage=0.75, bonus=0.125):
    """Forbidden actions have logit -infinity, by leaving them out; the result lists every allowed action's log-probability."""
    kept = torch.arange(len(logits)) if allowed is None else allowed.nonzero().squeeze(1)
    action = int(kept[len(kept) // 2])
    leaf = logits.clone().requires_grad_()
    distribution = Categorical(logits=leaf[kept])
    place = torch.tensor(kept.tolist().index(action))
    log_probabilities = torch.zeros(len(logits))
    log_probabilities[kept] = distribution.logits.detach()
    probabilities = torch.zeros(len(logits))
    probabilities[kept] = distribution.probs.detach()
    gradient, = policy_gradient(distribution.log_prob(place), distribution.entropy(), advantage, bonus, [leaf])
    return {
        "name": "categorical_" + name, "logits": logits, "allowed": torch.tensor([]) if allowed is None else allowed,
        "action": action, "advantage": advantage, "entropy_bonus": bonus,
        "results": {"log_probabilities": log_probabilities, "probabilities": probabilities,
                    "entropy": distribution.entropy().item(), "gradient": gradient}}


def gaussian(name, count, low, high, advantage=-0.5, bonus=0.0625):
    numbers = Numbers("gaussian_" + name)
    mean = numbers.tensor(count, low=-2, high=2)
    log_deviation = numbers.tensor(count, low=low, high=high)
    action = numbers.tensor(count, low=-2, high=2)
    leaves = [mean.clone().requires_grad_(), log_deviation.clone().requires_grad_()]
    distribution = Normal(leaves[0], leaves[1].exp())
    log_probability, entropy = distribution.log_prob(action).sum(), distribution.entropy().sum()
    of_mean, of_log_deviation = policy_gradient(log_probability, entropy, advantage, bonus, leaves)
    return {
        "name": "gaussian_" + name, "mean": mean, "log_deviation": log_deviation, "action": action, "advantage": advantage,
        "entropy_bonus": bonus,
        "results": {"log_probability": log_probability.item(), "entropy": entropy.item(), "mean_gradient": of_mean,
                    "log_deviation_gradient": of_log_deviation}}


def all_cases():
    for count in (1, 2, 5, 17, 33):
        numbers = Numbers("categorical_%d" % count)
        yield categorical("%d" % count, numbers.tensor(count, low=-3, high=3))
    numbers = Numbers("categorical_masked")
    allowed = numbers.bits(19, chance=0.6)
    yield categorical("masked", numbers.tensor(19, low=-3, high=3), allowed, advantage=-1.5)
    yield categorical("one_allowed", numbers.tensor(5), torch.tensor([0.0, 0, 0, 1, 0]))
    yield categorical("large", 1e4 + numbers.tensor(7, low=0, high=8).round())
    yield categorical("far_apart", torch.tensor([-60.0, 0.0, 30.0, 12.0, 29.5]))
    yield categorical("illegal", torch.tensor([0.5, -1e9, 1.25, -1e9, -0.75]))
    for name, count, low, high in (("1", 1, -1, 1), ("3", 3, -1, 1), ("21", 21, -1, 1), ("narrow", 5, -6, -4), ("wide", 5, 3, 5)):
        yield gaussian(name, count, low, high)
