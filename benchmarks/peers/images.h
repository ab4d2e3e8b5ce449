// What the C peers of the network cnn share: its memory, parameters in PyTorch's order, everything but the convolutions and poolings, and
// the loops that are timed. A peer includes this and defines CHANNELS_LAST (how images and kernels lie) and the functions below.
// 1×28×28 - conv 3×3×8 ReLU - maxpool 2 - conv 3×3×16 ReLU - maxpool 2 - dense 10 softmax, cross-entropy.
#include <math.h>
#include <string.h>

enum { ROWS = 32, INPUTS = 784, OUTPUTS = 10, C1 = 8, C2 = 16, TAPS = 9 };
enum { S0 = 28, S1 = 26, P1 = 13, S2 = 11, P2 = 5, LAST = P2 * P2 * C2 };
static const float rate = 1e-3f;

#define ALIGNED __attribute__((aligned(64)))
#define INLINE static inline __attribute__((always_inline))
#define NOINLINE __attribute__((noinline))

static float w1[TAPS * C1] ALIGNED, b1[C1] ALIGNED, w2[TAPS * C1 * C2] ALIGNED, b2[C2] ALIGNED, w3[LAST * OUTPUTS] ALIGNED, b3[OUTPUTS] ALIGNED;
static float g1[TAPS * C1] ALIGNED, h1[C1] ALIGNED, g2[TAPS * C1 * C2] ALIGNED, h2[C2] ALIGNED, g3[LAST * OUTPUTS] ALIGNED, h3[OUTPUTS] ALIGNED;
static float a1[S1 * S1 * C1] ALIGNED, p1[P1 * P1 * C1] ALIGNED, a2[S2 * S2 * C2] ALIGNED, p2[LAST] ALIGNED;
static float d1[S1 * S1 * C1] ALIGNED, e1[P1 * P1 * C1] ALIGNED, d2[S2 * S2 * C2] ALIGNED, e2[LAST] ALIGNED;

// Sizes are constants where these are inlined: channels in and out, the sides of the image that is read and of the one that is written.
// conv includes the ReLU; unpool gives each window's gradient to its first largest, through the ReLU in front.
INLINE void conv(const float *restrict x, const float *restrict w, const float *restrict b, float *restrict y, int in, int out, int size);
INLINE void pool(const float *restrict x, float *restrict y, int channels, int size);
INLINE void unpool(const float *restrict x, const float *restrict y, const float *restrict dy, float *restrict dx, int channels, int size);
INLINE void conv_weights(const float *restrict x, const float *restrict dz, float *restrict g, float *restrict h, int in, int out, int size);
INLINE void conv_inputs(const float *restrict w, const float *restrict dz, float *restrict dx, int in, int out, int size);

static const float *copy_conv(float *to, float *flat, int in, int out, int load)
{
    for (int o = 0; o < out; o++)
        for (int c = 0; c < in; c++)
            for (int t = 0; t < TAPS; t++, flat++) {
                float *w = to + (CHANNELS_LAST ? (t * in + c) * out + o : (o * in + c) * TAPS + t);
                *(load ? w : flat) = *(load ? flat : w);
            }
    return flat;
}

// PyTorch flattens channel by channel; the dense weights are input-major.
static void copy_all(float *flat, int load)
{
    flat = (float *)copy_conv(w1, flat, 1, C1, load);
    for (int o = 0; o < C1; o++, flat++) *(load ? b1 + o : flat) = *(load ? flat : b1 + o);
    flat = (float *)copy_conv(w2, flat, C1, C2, load);
    for (int o = 0; o < C2; o++, flat++) *(load ? b2 + o : flat) = *(load ? flat : b2 + o);
    for (int o = 0; o < OUTPUTS; o++)
        for (int i = 0; i < LAST; i++, flat++) {
            float *w = w3 + (CHANNELS_LAST ? i % (P2 * P2) * C2 + i / (P2 * P2) : i) * OUTPUTS + o;
            *(load ? w : flat) = *(load ? flat : w);
        }
    for (int o = 0; o < OUTPUTS; o++, flat++) *(load ? b3 + o : flat) = *(load ? flat : b3 + o);
}

void load(const float *flat) { copy_all((float *)flat, 1); }

void store(float *flat) { copy_all(flat, 0); }

INLINE void forward_row(const float *restrict x, float *restrict y)
{
    conv(x, w1, b1, a1, 1, C1, S0);
    pool(a1, p1, C1, S1);
    conv(p1, w2, b2, a2, C1, C2, P1);
    pool(a2, p2, C2, S2);
    float sum[OUTPUTS], max = -INFINITY, total = 0;
    for (int o = 0; o < OUTPUTS; o++) sum[o] = b3[o];
    for (int i = 0; i < LAST; i++)
        for (int o = 0; o < OUTPUTS; o++) sum[o] += p2[i] * w3[i * OUTPUTS + o];
    for (int o = 0; o < OUTPUTS; o++) max = sum[o] > max ? sum[o] : max;
    for (int o = 0; o < OUTPUTS; o++) sum[o] = expf(sum[o] - max);
    for (int o = 0; o < OUTPUTS; o++) total += sum[o];
    for (int o = 0; o < OUTPUTS; o++) y[o] = sum[o] / total;
}

NOINLINE void forward(const float *restrict x, float *restrict y) { forward_row(x, y); }

NOINLINE void forward_batch(const float *restrict x, float *restrict y)
{
    for (int row = 0; row < ROWS; row++) forward(x + row * INPUTS, y + row * OUTPUTS);
}

// The dense layer takes its step at once if target and scale say so; kernels add up their gradients over the image first.
INLINE void backward_row(const float *restrict x, const float *restrict t, float *restrict target, float *restrict bias, float scale)
{
    float y[OUTPUTS], dz[OUTPUTS];
    forward_row(x, y);
    for (int o = 0; o < OUTPUTS; o++) dz[o] = y[o] - t[o];
    for (int i = 0; i < LAST; i++) {
        float sum = 0, factor = scale * p2[i];
        for (int o = 0; o < OUTPUTS; o++) sum += w3[i * OUTPUTS + o] * dz[o];
        for (int o = 0; o < OUTPUTS; o++) target[i * OUTPUTS + o] += factor * dz[o];
        e2[i] = sum;
    }
    for (int o = 0; o < OUTPUTS; o++) bias[o] += scale * dz[o];
    unpool(a2, p2, e2, d2, C2, S2);
    conv_weights(p1, d2, g2, h2, C1, C2, P1);
    conv_inputs(w2, d2, e1, C1, C2, P1);
    unpool(a1, p1, e1, d1, C1, S1);
    conv_weights(x, d1, g1, h1, 1, C1, S0);
}

INLINE void update(float *restrict w, float *restrict g, int count, float step)
{
    for (int i = 0; i < count; i++) {
        w[i] -= step * g[i];
        g[i] = 0;
    }
}

INLINE void update_kernels(float step)
{
    update(w1, g1, TAPS * C1, step);
    update(b1, h1, C1, step);
    update(w2, g2, TAPS * C1 * C2, step);
    update(b2, h2, C2, step);
}

NOINLINE void train1(const float *restrict x, const float *restrict t)
{
    backward_row(x, t, w3, b3, -rate);
    update_kernels(rate);
}

NOINLINE static void train_row(const float *restrict x, const float *restrict t) { backward_row(x, t, g3, h3, 1); }

NOINLINE void train_batch(const float *restrict x, const float *restrict t)
{
    for (int row = 0; row < ROWS; row++) train_row(x + row * INPUTS, t + row * OUTPUTS);
    update_kernels(rate / ROWS);
    update(w3, g3, LAST * OUTPUTS, rate / ROWS);
    update(b3, h3, OUTPUTS, rate / ROWS);
}

// ---- The loops that are timed.

void repeat_inf1(const float *x, float *y, long long count)
{
    for (long long i = 0; i < count; i++) forward(x + (i % ROWS) * INPUTS, y);
}

void repeat_lat1(float *x, float *y, long long count)
{
    for (long long i = 0; i < count; i++) {
        forward(x, y);
        x[0] = y[0];
    }
}

void repeat_inf32(const float *x, float *y, long long count)
{
    for (long long i = 0; i < count; i++) forward_batch(x, y);
}

void repeat_train1(const float *x, const float *t, long long count)
{
    for (long long i = 0; i < count; i++) train1(x + (i % ROWS) * INPUTS, t + (i % ROWS) * OUTPUTS);
}

void repeat_train32(const float *x, const float *t, long long count)
{
    for (long long i = 0; i < count; i++) train_batch(x, t);
}
