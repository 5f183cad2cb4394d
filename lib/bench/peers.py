"""The training steps of cases.ts in PyTorch or JAX, timed on request.

python peers.py torch|jax: reads one JSON object a line, {"name", "hidden", "batch", "mode", "steps"},
does so many steps and answers with {"ms": milliseconds a step} or {"refused": why}. Its first line
is {"engine": name and version}. Data and latents are drawn inside the timed loop, as ours are.
"""
import json
import sys
import time


def torch_steps():
    import torch
    from torch import nn

    def dense(sizes, slopes=None):
        layers = []
        for i, (a, b) in enumerate(zip(sizes, sizes[1:])):
            layers.append(nn.Linear(a, b))
            if i < len(sizes) - 2:
                slope = slopes[i] if slopes else 0
                layers.append(nn.LeakyReLU(slope) if slope else nn.ReLU())
        return nn.Sequential(*layers)

    def slope_at(critic, points):
        points = points.detach().requires_grad_(True)
        return torch.autograd.grad(critic(points).sum(), points, create_graph=True)[0]

    def make(generator, critic, optimisers, draw, latent, penalty, fresh):
        def step():
            real, z = draw(), latent()
            with torch.no_grad():
                fake = generator(z)
            optimisers[1].zero_grad()
            loss = critic(fake).mean() - critic(real).mean() + penalty(critic, real, fake)
            loss.backward()
            optimisers[1].step()
            optimisers[0].zero_grad()
            (-critic(generator(latent() if fresh else z)).mean()).backward()
            optimisers[0].step()
        return step

    def adam(models, rate):
        return [torch.optim.Adam(m.parameters(), rate, (0.5, 0.9)) for m in models]

    def wgan_gp(hidden, batch):
        models = dense([2, hidden, hidden, 2]), dense([2, hidden, hidden, 1])

        def penalty(critic, real, fake):
            e = torch.rand(batch, 1)
            g = slope_at(critic, e * real + (1 - e) * fake)
            return 10 * ((g.square().sum(-1) + 1e-12).sqrt() - 1).square().mean()
        normal = lambda: torch.randn(batch, 2)
        return make(*models, adam(models, 1e-3), normal, normal, penalty, True)

    def gan_convergence(hidden, batch):
        models = dense([2, hidden, hidden, 2], [0, 0.01]), dense([2, hidden, hidden, 1])
        optimisers = [torch.optim.SGD(m.parameters(), 0.005) for m in models]
        data = torch.randn(1000, 2)
        draw = lambda: data[torch.randint(1000, (batch,))]
        latent = lambda: torch.randn(batch, 2)
        penalty = lambda critic, real, fake: slope_at(critic, fake[:1]).square().sum()
        return make(*models, optimisers, draw, latent, penalty, False)

    def images(hidden, batch):
        critic = nn.Sequential(
            nn.Conv2d(1, hidden, 4, 2, 1), nn.LeakyReLU(0.2),
            nn.Conv2d(hidden, 2 * hidden, 4, 2, 1), nn.LeakyReLU(0.2),
            nn.Flatten(), nn.Linear(98 * hidden, 1))
        generator = nn.Sequential(
            nn.Linear(64, 98 * hidden), nn.ReLU(), nn.Unflatten(1, (2 * hidden, 7, 7)),
            nn.ConvTranspose2d(2 * hidden, hidden, 4, 2, 1), nn.ReLU(),
            nn.ConvTranspose2d(hidden, 1, 4, 2, 1), nn.Tanh())

        def penalty(critic, real, fake):
            e = torch.rand(batch, 1, 1, 1)
            g = slope_at(critic, e * real + (1 - e) * fake)
            return 2 * g.square().sum((1, 2, 3)).pow(3).mean()
        draw = lambda: torch.rand(batch, 1, 28, 28)
        latent = lambda: torch.randn(batch, 64)
        return make(generator, critic, adam((generator, critic), 2e-4), draw, latent, penalty, False)

    cases = {"WGAN-GP": wgan_gp, "GANConvergence 2-D": gan_convergence, "W-div 28x28": images}

    def runner(name, hidden, batch, mode):
        if name not in cases or mode != "eager":
            return None
        step = cases[name](hidden, batch)

        def run(steps):
            for _ in range(steps):
                step()
            return steps
        return run
    return f"PyTorch {torch.__version__.split('+')[0]}", runner


def jax_steps():
    import jax
    import jax.numpy as jnp

    def mlp(layers, x):
        for i, (w, b) in enumerate(layers):
            x = x @ w + b
            if i < len(layers) - 1:
                x = jax.nn.relu(x)
        return x

    def dense(key, sizes):
        keys = jax.random.split(key, len(sizes))
        return [(jax.random.normal(k, (a, b)) * (2 / a) ** 0.5, jnp.zeros(b))
                for k, a, b in zip(keys, sizes, sizes[1:])]

    def adam(p, g, m, s, t):
        m = jax.tree.map(lambda m, g: 0.5 * m + 0.5 * g, m, g)
        s = jax.tree.map(lambda s, g: 0.9 * s + 0.1 * g * g, s, g)
        move = lambda p, m, s: p - 1e-3 * (m / (1 - 0.5 ** t)) / (jnp.sqrt(s / (1 - 0.9 ** t)) + 1e-8)
        return jax.tree.map(move, p, m, s), m, s

    def wgan_gp(hidden, batch):
        def critic_loss(critic, fake, real, e):
            x = e * real + (1 - e) * fake
            g = jax.grad(lambda x: mlp(critic, x).sum())(x)
            gp = ((jnp.sqrt((g * g).sum(-1) + 1e-12) - 1) ** 2).mean()
            return mlp(critic, fake).mean() - mlp(critic, real).mean() + 10 * gp

        def step(state, key):
            generator, critic, mg, sg, mc, sc, t = state
            t = t + 1
            k = jax.random.split(key, 4)
            normal = lambda k: jax.random.normal(k, (batch, 2))
            fake, real, e = mlp(generator, normal(k[0])), normal(k[1]), jax.random.uniform(k[2], (batch, 1))
            critic, mc, sc = adam(critic, jax.grad(critic_loss)(critic, fake, real, e), mc, sc, t)
            loss = lambda generator: -mlp(critic, mlp(generator, normal(k[3]))).mean()
            generator, mg, sg = adam(generator, jax.grad(loss)(generator), mg, sg, t)
            return (generator, critic, mg, sg, mc, sc, t), None

        keys = jax.random.split(jax.random.key(0), 2)
        g, c = dense(keys[0], [2, hidden, hidden, 2]), dense(keys[1], [2, hidden, hidden, 1])
        zeros = lambda p: jax.tree.map(jnp.zeros_like, p)
        return step, (g, c, zeros(g), zeros(g), zeros(c), zeros(c), jnp.float32(0))

    def runner(name, hidden, batch, mode):
        if name != "WGAN-GP" or mode not in ("jit", "scan of 100"):
            return None
        step, state = wgan_gp(hidden, batch)
        if mode == "jit":
            block, call = 1, jax.jit(lambda s, k: step(s, k)[0])
        else:
            block, call = 100, jax.jit(lambda s, k: jax.lax.scan(step, s, jax.random.split(k, 100))[0])
        keys = list(jax.random.split(jax.random.key(1), 50))
        box = [state]

        def run(steps):
            calls = -(-steps // block)
            for i in range(calls):
                box[0] = call(box[0], keys[i % len(keys)])
            jax.block_until_ready(box[0])
            return calls * block
        return run
    return f"JAX {jax.__version__}", runner


def main():
    engine, runner = {"torch": torch_steps, "jax": jax_steps}[sys.argv[1]]()
    print(json.dumps({"engine": engine}), flush=True)
    runs = {}
    for line in sys.stdin:
        ask = json.loads(line)
        key = ask["name"], ask["hidden"], ask["batch"], ask["mode"]
        if key not in runs:
            runs[key] = runner(*key)
            if runs[key]:
                runs[key](3)
        if not runs[key]:
            print(json.dumps({"refused": f"{engine} has no {key}"}), flush=True)
            continue
        began = time.perf_counter()
        done = runs[key](ask["steps"])
        print(json.dumps({"ms": (time.perf_counter() - began) / done * 1e3}), flush=True)


main()
